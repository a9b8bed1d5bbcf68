package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {
  private static final String SHOP = "deploy/local/shop/estate.yaml";

  @TempDir Path folder;

  @Test
  void json_names_answer_winner_and_losers() throws IOException {
    var run = CommandRun.of("trace", "https://shop.example.com/pay/42", "-f", SHOP, "-o", "json");

    var json = new JsonMapper().readTree(run.out());
    assertThat(json.at("/request/words").asText()).isEqualTo("GET https://shop.example.com/pay/42");
    assertThat(json.at("/answers/0/entry").asText()).isEqualTo("shop/public");
    assertThat(json.at("/answers/0/answer/backends/0/backend").asText()).isEqualTo("shop/pay:8080");
    assertThat(json.at("/answers/0/winner/field").asText()).isEqualTo("spec.rules[2].matches[0]");
    assertThat(json.at("/answers/0/considered/0/why").asText()).isEqualTo("its path is shorter");
    assertThat(json.at("/answers/0/notMatching")).hasSize(2);
  }

  @Test
  void method_and_headers_decide_and_losers_say_what_they_ask_for() throws IOException {
    var route =
        Files.writeString(
                folder.resolve("route.yaml"),
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: shop}
                spec:
                  parentRefs: [{name: edge}]
                  rules:
                  - matches: [{method: POST, headers: [{name: X-Beta, value: "1"}]}]
                    backendRefs: [{name: beta, port: 80}]
                  - matches: [{method: POST}]
                    backendRefs: [{name: write, port: 80}]
                """)
            .toString();

    var beta =
        CommandRun.of("trace", "http://a.example/", "-X", "post", "-H", "x-beta: 1", "-f", route);
    assertThat(beta.out())
        .contains("answer      shop/beta:80", "considered  */ [POST] (prefix): it asks for fewer");

    var get = CommandRun.of("trace", "-f", route, "http://a.example/");
    assertThat(get.out()).contains("answer      404", "it takes POST alone");
  }

  @Test
  void one_entry_can_be_asked_alone_and_must_be_there() {
    var mail = CommandRun.of("trace", "tcp://mail:25", "--entry", "service:shop/mail", "-f", SHOP);
    assertThat(mail.out()).contains("service:shop/mail (load-balancer)", "shop/mail:25");

    var missing = CommandRun.of("trace", "http://a/", "--entry", "class:no", "-f", SHOP);
    assertThat(missing.err()).contains("there is no entry class:no", "class:nginx", "shop/public");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void what_is_no_url_is_bad_input_with_an_example() {
    assertThat(CommandRun.of("trace", "shop.example.com", "-f", SHOP).err())
        .contains("'shop.example.com' is no URL; for example https://");
    assertThat(CommandRun.of("trace", "gopher://a/", "-f", SHOP).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CommandRun.of("trace", "-f", SHOP).err()).contains("no URL");
  }

  @Test
  void a_cluster_that_does_not_answer_is_named() throws IOException {
    var kubeconfig =
        Files.writeString(
            folder.resolve("config"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            users: [{name: u, user: {}}]
            current-context: c
            """);

    var run = CommandRun.of("routes", "--kubeconfig", kubeconfig.toString());

    assertThat(run.err()).contains("the cluster at http://127.0.0.1:1", "can't be read");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }
}
