package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  @TempDir private Path folder;
  private String objects = "";
  private String policies = "";

  @BeforeEach
  void write() throws IOException {
    objects =
        Files.writeString(
                folder.resolve("shop.yaml"),
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: shop, namespace: shop, labels: {tier: edge}}
                spec: {rules: [{host: shop.example.org}]}
                """)
            .toString();
    policies =
        Files.writeString(
                folder.resolve("policies.yaml"),
                """
                apiVersion: routeguard.dev/v1alpha1
                kind: ClusterRoutePolicy
                metadata: {name: own-hosts}
                spec:
                  mode: Deny
                  match:
                    namespaces: [shop]
                    objectSelector: {matchLabels: {tier: edge}}
                    operations: [UPDATE, CREATE]
                    excludeActors: {groups: [break-glass]}
                  validations:
                  - expression: object.spec.rules.all(r, r.host.endsWith('.example.com'))
                    message: not a host of ours
                  exceptions:
                  - kind: Ingress
                    namespace: shop
                    name: shop
                    mode: Warn
                    reason: it moves away
                    expiresAt: "2020-01-01T00:00:00Z"
                ---
                apiVersion: routeguard.dev/v1alpha1
                kind: ClusterRoutePolicy
                metadata: {name: elsewhere}
                spec:
                  match: {namespaces: [billing], objectSelector: {matchLabels: {tier: back}}}
                  checks: [{name: route-lost}]
                """)
            .toString();
  }

  private CommandRun explain(String... arguments) {
    var all = new String[arguments.length + 5];
    all[0] = "explain";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    System.arraycopy(
        new String[] {"-f", objects, "--policies", policies}, 0, all, arguments.length + 1, 4);
    return CommandRun.of(all);
  }

  @Test
  void what_holds_and_what_each_check_sees_stand_line_by_line() {
    assertThat(explain("own-hosts", "Ingress/shop/shop").out())
        .isEqualTo(
            """
            ClusterRoutePolicy/own-hosts (Deny) governs Ingress/shop/shop
            match
              yes namespaces: wants shop, has shop
              yes objectSelector: wants tier=edge, has tier=edge
              of changes, only CREATE, UPDATE
              of changes, none by groups break-glass
            checks
              violated  validation-1: is false: not a host of ours
            exception expired: it moves away (expires 2020-01-01T00:00:00Z); meanwhile the policy is in mode Warn
            """);
  }

  @Test
  void what_does_not_match_is_said_part_by_part() {
    assertThat(explain("elsewhere", "Ingress/shop/shop").out())
        .isEqualTo(
            """
            ClusterRoutePolicy/elsewhere (Audit) does not govern Ingress/shop/shop
            match
              no  namespaces: wants billing, has shop
              no  objectSelector: wants tier=back, has tier=edge
            checks
              -         route-lost: is about changes alone
            """);
  }

  @Test
  void json_says_the_same() throws IOException {
    var json =
        new JsonMapper().readTree(explain("own-hosts", "Ingress/shop/shop", "-o", "json").out());
    assertThat(json.at("/policy").asText()).isEqualTo("ClusterRoutePolicy/own-hosts");
    assertThat(json.at("/governs").asBoolean()).isTrue();
    assertThat(json.at("/match/1/wanted").asText()).isEqualTo("tier=edge");
    assertThat(json.at("/checks/0/answer").asText()).isEqualTo("violated");
    assertThat(json.at("/terms")).hasSize(3);
  }

  @Test
  void a_name_that_is_not_there_is_answered_with_those_that_are() {
    var policy = explain("own-host", "Ingress/shop/shop");
    assertThat(policy.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(policy.err())
        .contains("there is no policy own-host", "ClusterRoutePolicy/own-hosts");
    var object = explain("own-hosts", "Ingress/shop/shp");
    assertThat(object.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(object.err()).contains("there is no Ingress/shop/shp");
  }

  @Test
  void a_field_that_there_is_not_is_named_with_its_place() throws IOException {
    Files.writeString(
        folder.resolve("policies.yaml"),
        """
        apiVersion: routeguard.dev/v1alpha1
        kind: ClusterRoutePolicy
        metadata: {name: typo}
        spec:
          checks: [{name: route-lost}]
          exceptions: [{object: Ingress/shop/shop}]
        """);
    var run = explain("typo", "Ingress/shop/shop");
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("policies.yaml:1: not a valid policy: spec.exceptions.0.object: there is no such")
        .contains("there are expiresAt, kind,");
  }
}
