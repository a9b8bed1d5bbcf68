package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final String POLICIES = "deploy/examples/starter";

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
        .contains(SHOP + "outage.yaml:3: Critical weight-to-dead-backend")
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
