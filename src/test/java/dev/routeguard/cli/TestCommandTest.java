package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
  private static final String OWN = "src/test/resources/cases";

  private static final String ROUTE =
      """
      apiVersion: test.routeguard.dev/v1alpha1
      kind: RouteCase
      name: shop/one
      profiles: {nginx: ingress-nginx}
      objects: [objects.yaml]
      requests:
      - send: {entry: "class:nginx", host: shop.example.com, path: /pay}
        expect: {%s}
      """;

  @TempDir Path folder;

  @Test
  void our_own_cases_pass() {
    var run = CommandRun.of("test", OWN);

    assertThat(run.out()).endsWith(" passed, 0 failed\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void a_failed_case_is_named_with_request_expectation_and_answer() throws IOException {
    write(ROUTE.formatted("backend: \"shop/cart:80\""));

    var run = CommandRun.of("test", folder.toString(), "-o", "json");

    assertThat(run.out())
        .isEqualTo(
            """
            {
              "passed" : 0,
              "failed" : 1,
              "cases" : [ {
                "name" : "shop/one",
                "kind" : "RouteCase",
                "passed" : false,
                "failures" : [ "request 1 GET http://shop.example.com/pay: expected\
             shop/cart:80, got 503 from shop/pay:80 (no such Service), at class:nginx" ]
              } ]
            }
            """);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_field_that_nobody_reads_fails_the_case_with_its_line() throws IOException {
    write(ROUTE.formatted("backend: \"shop/pay:80\"") + "colour: red\n");

    var run = CommandRun.of("test", folder.toString());

    assertThat(run.out())
        .contains("case.yaml:9: field colour is not known")
        .endsWith("0 passed, 1 failed\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_case_that_is_no_yaml_or_misses_its_objects_is_failed_and_not_skipped() throws IOException {
    write("kind: [RouteCase\n");
    assertThat(CommandRun.of("test", folder.toString()).out())
        .contains("case.yaml:2: not valid YAML", "0 passed, 1 failed");

    write(ROUTE.formatted("status: 503"));
    Files.delete(folder.resolve("objects.yaml"));
    assertThat(CommandRun.of("test", folder.toString()).out())
        .contains("objects.yaml: can't be read", "0 passed, 1 failed");
  }

  @Test
  void an_expectation_with_two_answers_and_an_entry_of_no_form_are_refused() throws IOException {
    write(ROUTE.formatted("status: 503, undefined: true"));
    assertThat(CommandRun.of("test", folder.toString()).out())
        .contains("case.yaml:8: expect has 2 fields, not exactly one");

    write(ROUTE.formatted("status: 503").replace("class:nginx", "nginx"));
    assertThat(CommandRun.of("test", folder.toString()).out())
        .contains("case.yaml:7: entry is neither");
  }

  @Test
  void a_condition_that_is_not_predicted_fails_the_case() throws IOException {
    write(
        ROUTE.formatted("status: 503")
            + """
            conditions:
            - {object: HTTPRoute/shop/pay, parent: shop/edge, type: Accepted, status: "True"}
            """);

    assertThat(CommandRun.of("test", folder.toString()).out())
        .contains(
            "condition 1: expected HTTPRoute/shop/pay at Gateway/shop/edge Accepted=True, got none");
  }

  @Test
  void junit_is_well_formed_and_counts() throws Exception {
    write(ROUTE.formatted("backend: \"shop/<&>:80\""));

    var run = CommandRun.of("test", folder.toString(), "-o", "junit");

    var xml = new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8));
    var suites =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
    assertThat(suites.getAttribute("failures")).isEqualTo("1");
    assertThat(suites.getElementsByTagName("failure").item(0).getTextContent())
        .contains("expected shop/<&>:80");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_folder_without_cases_and_one_that_is_not_there_are_bad_input() {
    var empty = CommandRun.of("test", folder.toString());
    assertThat(empty.err()).contains("there is no case.yaml below");
    assertThat(empty.exitCode()).isEqualTo(ExitCode.BAD_INPUT);

    var missing = CommandRun.of("test", folder.resolve("nowhere").toString());
    assertThat(missing.err()).contains("no such folder");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private void write(String caseFile) throws IOException {
    Files.writeString(folder.resolve("case.yaml"), caseFile);
    Files.writeString(
        folder.resolve("objects.yaml"),
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: checkout, namespace: shop}
        spec:
          ingressClassName: nginx
          rules:
          - host: shop.example.com
            http:
              paths:
              - path: /pay
                pathType: Prefix
                backend: {service: {name: pay, port: {number: 80}}}
        """);
  }
}
