package dev.routeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routeguard.files.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must agree inside the chart's files, and with the rest of the repository. */
class ChartTest {
  private static final Path CHART = Path.of(Helm.CHART);
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void chart_has_the_version_of_the_project() throws IOException {
    Matcher project =
        Pattern.compile("<artifactId>routeguard</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(project.find()).isTrue();
    JsonNode chart = YAML.readTree(CHART.resolve("Chart.yaml").toFile());
    assertThat(chart.get("version").asText()).isEqualTo(project.group(1));
    assertThat(chart.get("appVersion").asText()).isEqualTo(project.group(1));
  }

  @Test
  void every_key_of_the_values_is_in_the_schema_and_the_other_way_round() throws IOException {
    JsonNode schema = YAML.readTree(CHART.resolve("values.schema.json").toFile());
    JsonNode values = YAML.readTree(CHART.resolve("values.yaml").toFile());
    List<String> onlyForParents = List.of("enabled");
    assertThat(differences("", schema, values)).isEqualTo(onlyForParents);
  }

  @Test
  void every_key_of_the_values_is_explained() throws IOException {
    // Their fields are Kubernetes' own and explained there.
    List<String> blocks =
        List.of("resources", "updateStrategy", "podSecurityContext", "securityContext");
    List<String> unexplained = new ArrayList<>();
    String block = "";
    String before = "";
    for (String line : Files.readAllLines(CHART.resolve("values.yaml"))) {
      block = line.matches("[A-Za-z]+:.*") ? line.replaceAll(":.*", "") : block;
      boolean isKeyWithValue = line.matches(" *[A-Za-z]+: .+");
      if (isKeyWithValue && !before.strip().startsWith("#") && !blocks.contains(block)) {
        unexplained.add(line);
      }
      before = line;
    }
    assertThat(unexplained).isEmpty();
  }

  @Test
  void definitions_are_the_generated_ones() throws IOException {
    assertThat(contents(CHART.resolve("files/crds")))
        .isNotEmpty()
        .isEqualTo(contents(Path.of("crds")));
  }

  @Test
  void packs_are_those_that_people_can_read_among_the_examples() throws IOException {
    for (var pack : Pack.values()) {
      assertThat(contents(CHART.resolve("files/packs").resolve(pack.word())))
          .isNotEmpty()
          .isEqualTo(contents(Path.of("deploy/examples/packs").resolve(pack.word())));
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  /** Paths of keys that are in the schema or in the values, but not in both. */
  private static List<String> differences(String path, JsonNode schema, JsonNode values) {
    List<String> found = new ArrayList<>();
    JsonNode properties = schema.at("/properties");
    properties
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!values.has(name)) {
                found.add(path + name);
              } else if (isClosed(properties.get(name)) && !values.get(name).isEmpty()) {
                found.addAll(
                    differences(path + name + ".", properties.get(name), values.get(name)));
              }
            });
    values
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!properties.has(name)) {
                found.add(path + name);
              }
            });
    return found;
  }

  /** An object whose keys are ours; free maps and Kubernetes' own types are not. */
  private static boolean isClosed(JsonNode schema) {
    return schema.has("properties");
  }
}
