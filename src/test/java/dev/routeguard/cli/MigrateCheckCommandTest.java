package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCheckCommandTest {
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations: {%s}
      spec:
        ingressClassName: nginx
        rules:
        - host: shop.example.com
          http:
            paths:
            - {path: /pay, pathType: Prefix, backend: {service: {name: pay, port: {name: http}}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: pay, namespace: shop}
      spec: {ports: [{name: http, port: 8080}]}
      """;

  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        gatewayClassName: any
        listeners: [{name: http, port: 80, protocol: HTTP}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: shop, namespace: shop}
      spec:
        parentRefs: [{name: edge}]
        hostnames: [shop.example.com]
        rules:
        - matches: [{path: {type: %s, value: /pay}}]
          backendRefs: [{name: pay, port: 8080}]
      """;

  @TempDir Path folder;

  @Test
  void an_equal_gateway_is_equal_though_it_writes_the_port_by_number() throws IOException {
    var run = check(INGRESS.formatted(""), GATEWAY.formatted("PathPrefix"));

    assertThat(run.out()).contains("0 answered differently");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void a_request_at_the_border_of_a_route_shows_the_difference() throws IOException {
    var run = check(INGRESS.formatted(""), GATEWAY.formatted("Exact"));

    assertThat(run.out())
        .contains("GET http://shop.example.com/pay/\n", "Gateway  404")
        .doesNotContain("GET http://shop.example.com/pay\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void an_attribute_that_only_one_side_has_is_a_difference() throws IOException {
    var ingress = INGRESS.formatted("nginx.ingress.kubernetes.io/proxy-read-timeout: \"5\"");

    var run = check(ingress, GATEWAY.formatted("PathPrefix"));

    assertThat(run.out()).contains("differs  timeout.backend: 5 -> none");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void what_could_not_be_translated_is_not_equal() throws IOException {
    var filter =
        GATEWAY.formatted("PathPrefix")
            + """
                filters: [{type: ExtensionRef, extensionRef: {group: x.io, kind: Limit, name: a}}]
            """;

    var run = check(INGRESS.formatted(""), filter, "-o", "json");

    var json = new JsonMapper().readTree(run.out());
    assertThat(json.at("/equal").asBoolean()).isFalse();
    assertThat(json.at("/notTranslated/0/field").asText()).contains("filters[0]");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_side_without_routes_is_bad_input() throws IOException {
    var run = check(INGRESS.formatted(""), "");

    assertThat(run.err()).contains("there is no Gateway and no route of one");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private CommandRun check(String ingress, String gateway, String... more) throws IOException {
    var one = Files.writeString(folder.resolve("ingress.yaml"), ingress).toString();
    var other = Files.writeString(folder.resolve("gateway.yaml"), gateway).toString();
    return more.length == 0
        ? CommandRun.of("migrate-check", one, other)
        : CommandRun.of("migrate-check", one, other, more[0], more[1]);
  }
}
