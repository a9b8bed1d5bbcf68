package dev.routeguard.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routeguard.cli.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell of the templates, with the variables that GitHub and GitLab set and the built command,
 * in a repository of manifests: the outage of deploy/local/shop, and a change that is good. What
 * the forges themselves do (checkout, cache, reports) is not run.
 */
class ForgeTemplatesIT {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path SHOP = Path.of("deploy", "local", "shop");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir private Path folder;
  private ScratchRepository repository;
  private String base = "";

  /** What a shell said, and how it ended. */
  private record Run(int exitCode, String said) {}

  @BeforeEach
  void open() throws IOException {
    repository = new ScratchRepository(folder);
    repository.write("k8s/estate.yaml", Files.readString(SHOP.resolve("estate.yaml")));
    base = repository.commit();
  }

  private void change(String file) throws IOException {
    var changed = Files.readString(SHOP.resolve(file));
    var kept = new ArrayList<String>();
    for (String document : Files.readString(SHOP.resolve("estate.yaml")).split("(?m)^---\n")) {
      if (!id(document).equals(id(changed))) {
        kept.add(document);
      }
    }
    kept.add(changed);
    repository.write("k8s/estate.yaml", String.join("\n---\n", kept));
  }

  private static String id(String document) throws IOException {
    var object = YAML.readTree(document);
    return object.at("/kind").asText() + "/" + object.at("/metadata/name").asText();
  }

  @Test
  void the_action_annotates_summarises_and_fails_where_routes_break() throws Exception {
    change("outage.yaml");
    repository.commit();

    var run = action();

    assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
    assertThat(run.said()).contains("::error file=k8s/estate.yaml,line=", "weight-to-dead-backend");
    assertThat(folder.resolve("summary.md")).content().contains("| Critical |");
    assertThat(folder.resolve("output")).hasContent("sarif=routeguard.sarif");
    assertThat(YAML.readTree(folder.resolve("routeguard.sarif").toFile()).at("/version").asText())
        .isEqualTo("2.1.0");
  }

  @Test
  void the_action_passes_a_good_change_and_stops_at_what_is_no_manifest() throws Exception {
    change("good.yaml");
    repository.commit();
    assertThat(action().exitCode()).isZero();

    repository.write("k8s/more.yaml", "kind: [\n");
    repository.commit();
    var run = action();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.said()).contains("k8s/more.yaml:");
  }

  @Test
  void the_job_of_the_merge_request_leaves_its_reports() throws Exception {
    change("outage.yaml");
    repository.commit();
    var template =
        YAML.readTree(ROOT.resolve("deploy/ci/gitlab/routeguard.gitlab-ci.yml").toFile())
            .get("routeguard");
    var environment = new HashMap<String, String>();
    template
        .get("variables")
        .fields()
        .forEachRemaining(one -> environment.put(one.getKey(), one.getValue().asText()));
    environment.put("ROUTEGUARD_HOME", ROOT.toString());
    environment.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);
    var lines = new ArrayList<String>();
    template.get("before_script").forEach(line -> lines.add(line.asText()));
    template.get("script").forEach(line -> lines.add(line.asText()));

    var run = shell(String.join("\n", lines), environment);

    assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
    assertThat(run.said()).contains("weight-to-dead-backend");
    for (var report : texts(template.at("/artifacts/paths"))) {
      assertThat(folder.resolve(report)).isNotEmptyFile();
    }
    assertThat(folder.resolve(template.at("/artifacts/reports/junit").asText()))
        .content()
        .contains("failures=\"1\"");
  }

  @Test
  void the_hook_judges_the_working_tree_before_it_is_committed() throws Exception {
    var hook = YAML.readTree(ROOT.resolve(".pre-commit-hooks.yaml").toFile()).get(0);
    var config = YAML.readTree(ROOT.resolve("deploy/ci/pre-commit-config.yaml").toFile());
    assertThat(config.at("/repos/0/hooks/0/id").asText()).isEqualTo(hook.get("id").asText());
    var command = new ArrayList<>(List.of(hook.get("entry").asText()));
    command.addAll(texts(config.at("/repos/0/hooks/0/args")));
    var bin = Files.createDirectories(folder.resolve(".git/bin"));
    Files.createSymbolicLink(bin.resolve("routeguard"), ROOT.resolve("bin/routeguard"));
    var path = Map.of("PATH", bin + ":" + System.getenv("PATH"));

    assertThat(shell(String.join(" ", command), path).exitCode()).isZero();
    change("outage.yaml");
    var run = shell(String.join(" ", command), path);

    assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
    assertThat(run.said()).contains("k8s/estate.yaml:", "weight-to-dead-backend");
  }

  private Run action() throws Exception {
    var action = YAML.readTree(ROOT.resolve("deploy/ci/github/action.yml").toFile());
    var environment =
        Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_ACTION_PATH", ROOT.resolve("deploy/ci/github").toString(),
            "GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString(),
            "GITHUB_OUTPUT", folder.resolve("output").toString(),
            "GITHUB_ENV", folder.resolve("environment").toString(),
            "PATHS", "k8s",
            "POLICIES", action.at("/inputs/policies/default").asText(),
            "FAIL_ON", action.at("/inputs/fail-on/default").asText(),
            "SINCE", base,
            "ROUTEGUARD_SINCE", base);
    var run = new Run(0, "");
    for (JsonNode step : action.at("/runs/steps")) {
      if (step.has("run")) {
        assertThat(run.exitCode()).as(run.said()).isZero();
        run = shell(step.get("run").asText(), environment);
      }
    }
    assertThat(folder.resolve("environment")).content().contains("ROUTEGUARD_SINCE=" + base);
    return run;
  }

  // As both forges start a shell: bash -e with pipefail.
  private Run shell(String script, Map<String, String> environment) throws Exception {
    var builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().remove("GITHUB_ACTIONS");
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes());
    return new Run(process.waitFor(), said);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
