package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
  private static final String SHOP = "deploy/local/shop/";
  private static final String POLICIES = "deploy/examples/packs/essential";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void the_update_of_the_outage_is_found_with_its_file_and_line() {
    int exitCode =
        run(
            "check",
            SHOP + "outage.yaml",
            "--before",
            SHOP + "estate.yaml",
            "--policies",
            POLICIES);

    assertThat(out.toString())
        .contains(SHOP + "outage.yaml:16: Critical weight-to-dead-backend")
        .contains("25 %")
        .contains("storefront-blue:8080")
        .contains("Witness: GET https://shop.example.com/");
    assertThat(exitCode).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void a_good_change_is_clean() {
    int exitCode =
        run("check", SHOP + "good.yaml", "--before", SHOP + "estate.yaml", "--policies", POLICIES);

    assertThat(out.toString()).isEqualTo("Admit: 1 routing object, nothing found\n");
    assertThat(exitCode).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void json_and_text_end_with_the_same_code() {
    int exitCode =
        run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml", "-o", "json");

    assertThat(out.toString())
        .contains("\"verdict\" : \"Deny\"", "\"check\" : \"weight-to-dead-backend\"");
    assertThat(exitCode).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void every_finding_names_the_line_of_its_field() throws IOException {
    var file =
        write(
            "shop.yaml",
            """
            kind: List
            apiVersion: v1
            items:
            - apiVersion: networking.k8s.io/v1
              kind: Ingress
              metadata:
                name: one
                annotations:
                  nginx.ingress.kubernetes.io/configuration-snippet: |
                    return 403;
              spec:
                ingressClassName: nginx
                rules: [{host: a.example.com}]
            """);

    run("check", file.toString(), "-o", "json", "--class", "nginx=ingress-nginx");

    assertThat(out.toString())
        .containsPattern("\"check\" : \"dangerous-annotation\"[^}]*\"line\" : 9");
  }

  @Test
  void a_table_has_a_line_for_each_finding() {
    run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml", "-o", "table");

    assertThat(out.toString())
        .startsWith("SEVERITY  CHECK")
        .containsPattern("Critical +weight-to-dead-backend +" + SHOP + "outage.yaml:16 +new +25 %");
  }

  @Test
  void sarif_has_rule_place_and_a_fingerprint_that_survives_edits() throws IOException {
    var outage = Files.readString(Path.of(SHOP, "outage.yaml"));
    var moved = write("outage.yaml", "# two\n# lines more\n" + outage);
    run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml", "-o", "sarif");
    var one = new ObjectMapper().readTree(out.toString());
    out.getBuffer().setLength(0);
    run("check", moved.toString(), "--before", SHOP + "estate.yaml", "-o", "sarif");
    var other = new ObjectMapper().readTree(out.toString());

    assertThat(one.at("/version").asText()).isEqualTo("2.1.0");
    var result = one.at("/runs/0/results/0");
    assertThat(result.at("/ruleId").asText()).isEqualTo("weight-to-dead-backend");
    assertThat(one.at("/runs/0/tool/driver/rules/" + result.at("/ruleIndex").asInt() + "/id"))
        .isEqualTo(result.at("/ruleId"));
    assertThat(result.at("/level").asText()).isEqualTo("error");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo(SHOP + "outage.yaml");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(16);
    assertThat(other.at("/runs/0/results/0/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(18);
    assertThat(result.at("/partialFingerprints"))
        .isNotEmpty()
        .isEqualTo(other.at("/runs/0/results/0/partialFingerprints"));
  }

  @Test
  void build_servers_and_pull_requests_get_it_their_way() {
    run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml", "-o", "github");
    assertThat(out.toString())
        .startsWith(
            "::error file=%soutage.yaml,line=16,title=Critical weight-to-dead-backend::"
                .formatted(SHOP))
        .contains("25 %25 of requests");
    out.getBuffer().setLength(0);
    run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml", "-o", "junit");
    assertThat(out.toString())
        .contains("tests=\"1\" failures=\"1\"", "name=\"HTTPRoute/shop/storefront\"");
    out.getBuffer().setLength(0);
    run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml", "-o", "markdown");
    assertThat(out.toString()).contains("| Critical | `weight-to-dead-backend` |");
  }

  @Test
  void the_starter_policies_judge_where_no_others_are_named() {
    run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml");
    var without = out.toString();
    out.getBuffer().setLength(0);
    run("check", SHOP + "outage.yaml", "--before", SHOP + "estate.yaml", "--policies", "starter");

    assertThat(without).isEqualTo(out.toString()).contains("Deny: 1 routing object");
  }

  @Test
  void what_files_held_at_a_revision_was_there_and_what_they_lack_is_deleted() throws Exception {
    var repository = new ScratchRepository(folder);
    repository.write("shop/estate.yaml", Files.readString(Path.of(SHOP + "estate.yaml")));
    repository.write("shop/broken.yaml", "kind: [\n");
    repository.commit();
    repository.delete("shop/broken.yaml");
    var shop = folder.resolve("shop").toString();
    assertThat(run("check", shop, "--since", "HEAD")).isEqualTo(ExitCode.CLEAN);
    assertThat(err.toString()).contains("taken as empty: HEAD:shop/broken.yaml:");

    repository.write("shop/estate.yaml", Files.readString(Path.of(SHOP + "outage.yaml")));
    assertThat(run("check", shop, "--since", "HEAD")).isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString()).contains("route-lost", "serving-object-deleted");
    assertThat(run("check", shop, "--since", "nope")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("'nope' is no revision");
  }

  @Test
  void a_file_that_does_not_parse_is_bad_input_with_its_line() throws IOException {
    var file = write("broken.yaml", "kind: Ingress\nmetadata: {name: [}\n");

    assertThat(run("check", file.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("broken.yaml:2: not valid YAML");
  }

  @Test
  void what_is_below_the_threshold_is_printed_and_passes() {
    int exitCode = run("check", SHOP + "estate.yaml", "--fail-on", "critical");

    assertThat(out.toString()).contains("backend-service-missing", "promo");
    assertThat(exitCode).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void a_policy_that_does_not_compile_is_bad_input_with_its_place() throws IOException {
    var policy =
        write(
            "policy.yaml",
            """
            apiVersion: routeguard.dev/v1alpha1
            kind: ClusterRoutePolicy
            metadata: {name: typo}
            spec:
              checks:
                - name: route-lots
            """);

    int exitCode = run("check", SHOP + "estate.yaml", "--policies", policy.toString());

    assertThat(err.toString()).contains("policy.yaml:1", "route-lots");
    assertThat(exitCode).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void a_misspelled_field_of_a_policy_is_bad_input() throws IOException {
    var policy =
        write(
            "policy.yaml",
            """
            apiVersion: routeguard.dev/v1alpha1
            kind: ClusterRoutePolicy
            metadata: {name: typo}
            spec:
              moode: Deny
              checks:
                - name: route-lost
            """);

    int exitCode = run("check", SHOP + "estate.yaml", "--policies", policy.toString());

    assertThat(err.toString()).contains("policy.yaml:1", "moode");
    assertThat(exitCode).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void an_object_that_stands_twice_is_bad_input() {
    int exitCode = run("check", SHOP + "good.yaml", SHOP + "estate.yaml");

    assertThat(err.toString()).contains("HTTPRoute/shop/api stands in " + SHOP + "good.yaml:2");
    assertThat(exitCode).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void a_missing_file_and_an_unknown_severity_are_bad_input() {
    assertThat(run("check", "nowhere.yaml")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run("check", SHOP + "good.yaml", "--fail-on", "awful"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("nowhere.yaml: can't be read", "'awful' is none of");
  }

  private int run(String... arguments) {
    CommandLine command = RouteguardCommand.commandLine(() -> 0);
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
