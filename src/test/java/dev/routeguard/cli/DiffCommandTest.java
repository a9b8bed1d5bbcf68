package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop, namespace: shop}
      spec:
        ingressClassName: nginx
        rules:
        - host: %s
          http: {paths: [{path: /pay, pathType: Prefix, backend: {service: {name: pay, port: {number: 80}}}}]}
      """;

  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: shop, namespace: shop}
      spec:
        parentRefs: [{name: edge, namespace: infra, sectionName: https}]
        hostnames: [shop.example.com]
        rules:
        - matches: [{path: {type: PathPrefix, value: %s}}]
          backendRefs: [{name: pay, port: 80}]
      """;

  @TempDir Path folder;

  @Test
  void files_without_services_and_classes_still_name_what_is_lost_and_new() throws IOException {
    var before = write("before.yaml", INGRESS.formatted("shop.example.com"));
    var after = write("after.yaml", INGRESS.formatted("shop.example.org"));

    var run = CommandRun.of("diff", before, after, "-o", "json");

    var json = new JsonMapper().readTree(run.out());
    assertThat(json.at("/equal").asBoolean()).isFalse();
    assertThat(json.at("/routes/0/change").asText()).isEqualTo("lost");
    assertThat(json.at("/routes/0/host").asText()).isEqualTo("shop.example.com");
    assertThat(json.at("/routes/0/path").asText()).isEqualTo("/pay");
    assertThat(json.at("/routes/1/change").asText()).isEqualTo("gained");
    assertThat(json.at("/routes/1/host").asText()).isEqualTo("shop.example.org");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_route_of_a_gateway_that_is_not_given_is_compared_and_the_assumption_told()
      throws IOException {
    var before = write("before.yaml", ROUTE.formatted("/v1"));
    var after = write("after.yaml", ROUTE.formatted("/v2"));

    var run = CommandRun.of("diff", before, after);

    assertThat(run.out()).contains("lost         shop.example.com/v1 (infra/edge)");
    assertThat(run.err()).contains("Gateway/infra/edge is not given");
  }

  @Test
  void what_changes_no_answer_is_no_difference() throws IOException {
    var before = write("before.yaml", INGRESS.formatted("shop.example.com"));
    var after =
        write(
            "after.yaml",
            INGRESS
                .formatted("Shop.example.com")
                .replace("namespace: shop}", "namespace: shop, labels: {team: a}}"));

    var run = CommandRun.of("diff", before, after);

    assertThat(run.out()).isEqualTo("No request is answered differently\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"networking.k8s.io/v1beta1", "extensions/v1beta1"})
  void an_ingress_rewritten_for_v1_answers_as_before(String version) throws IOException {
    var before =
        write(
            "before.yaml",
            """
            apiVersion: %s
            kind: Ingress
            metadata: {name: shop, namespace: shop}
            spec:
              ingressClassName: nginx
              backend: {serviceName: web, servicePort: http}
              rules:
              - host: shop.example.com
                http: {paths: [{path: /pay, pathType: Prefix, backend: {serviceName: pay, servicePort: 80}}]}
            """
                .formatted(version));
    var after =
        write(
            "after.yaml",
            INGRESS.formatted("shop.example.com")
                + "  defaultBackend: {service: {name: web, port: {name: http}}}\n");

    var run = CommandRun.of("diff", before, after);

    assertThat(run.out()).isEqualTo("No request is answered differently\n");
    assertThat(CommandRun.of("routes", "-f", before).out())
        .contains("shop/pay:80", "shop/web:http");
  }

  @Test
  void applied_onto_the_rest_a_change_is_all_that_changes() {
    var run =
        CommandRun.of(
            "diff", "--apply", "deploy/local/shop/estate.yaml", "deploy/local/shop/outage.yaml");

    assertThat(run.out()).startsWith("1 difference: ").contains("shop.example.com/ (shop/public)");
  }

  @Test
  void counted_requests_make_the_share_one_of_requests() throws IOException {
    var before = write("before.yaml", INGRESS.formatted("shop.example.com"));
    var after = write("after.yaml", INGRESS.formatted("shop.example.org"));
    var rates = write("rates.csv", "# host,path,rate\nshop.example.com,/pay,12.5\n");

    assertThat(CommandRun.of("diff", before, after, "--rates", rates).out())
        .contains("100 % of what these hosts answered is answered no more (counted by requests)");
    assertThat(CommandRun.of("diff", before, after).out()).contains("(counted by routes)");

    var wrong = write("wrong.csv", "shop.example.com,/pay,much\n");
    var run = CommandRun.of("diff", before, after, "--rates", wrong);
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("wrong.csv:1: 'much' is no number of requests per second");
  }

  @Test
  void two_revisions_of_a_folder_are_compared_without_touching_it() throws Exception {
    var repository = new ScratchRepository(folder);
    repository.write("app/r.yaml", INGRESS.formatted("shop.example.com")).commit();
    repository.delete("app/r.yaml");
    repository.write("app/s.yaml", INGRESS.formatted("shop.example.org")).commit();
    repository.write("app/s.yaml", "not: committed");

    var run = CommandRun.of("diff", "--git", "HEAD~1..", folder.resolve("app").toString());

    assertThat(run.out())
        .contains("lost         shop.example.com/pay", "new          shop.example.org/pay");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_revision_that_is_not_there_and_a_folder_outside_of_git_are_bad_input() throws Exception {
    var outside = CommandRun.of("diff", "--git", "HEAD~1..HEAD", folder.toString());
    assertThat(outside.err()).contains("is this a Git repository?");
    assertThat(outside.exitCode()).isEqualTo(ExitCode.BAD_INPUT);

    new ScratchRepository(folder);
    var missing = CommandRun.of("diff", "--git", "nope..HEAD", folder.toString());
    assertThat(missing.err()).contains("'nope' is no revision");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void what_is_no_manifest_is_an_error_unless_it_may_be_left_out() throws IOException {
    Files.createDirectory(folder.resolve("a"));
    write("a/values.yaml", "replicas: 3\n");
    write("a/shop.yaml", INGRESS.formatted("shop.example.com"));
    var a = folder.resolve("a").toString();

    var strict = CommandRun.of("diff", a, a);
    assertThat(strict.err())
        .contains("values.yaml:1: not a Kubernetes object", "--skip-unreadable");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.BAD_INPUT);

    var lenient = CommandRun.of("diff", a, a, "--skip-unreadable");
    assertThat(lenient.err()).contains("left out: " + a + "/values.yaml:1");
    assertThat(lenient.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
