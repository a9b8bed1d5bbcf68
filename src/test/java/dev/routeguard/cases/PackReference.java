package dev.routeguard.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routeguard.check.Catalogue;
import dev.routeguard.check.Check;
import dev.routeguard.check.CheckDescription;
import dev.routeguard.check.Severity;
import dev.routeguard.files.Pack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The page of the shipped packs, from the files and the catalogue. */
final class PackReference {
  private static final Path FOLDER = Path.of("deploy", "examples", "packs");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Map<Pack, String> PURPOSE =
      Map.of(
          Pack.ESSENTIAL, "Routes that stop answering, and load balancers that stop finding them.",
          Pack.EXPOSURE, "What becomes reachable for more people than before.",
          Pack.TLS, "Encryption, certificates and client certificates.",
          Pack.HYGIENE,
              "What is worth a warning. Owners and freezes are silent until hosts and windows are named.",
          Pack.INCIDENT,
              "A policy for each class of public incidents, called by the number and words of its cases in"
                  + " `src/test/resources/cases/changes`. They select checks of the packs above once more: for"
                  + " those who want a denial to name a post-mortem, or to turn on one lesson at a time.",
          Pack.MIGRATION, "Away from retired controllers, and alike after it.");

  private final String refresh;

  PackReference(String refresh) {
    this.refresh = refresh;
  }

  String page() throws IOException {
    var page = new StringBuilder();
    page.append(
        """
        # Packs
        Generated from `deploy/examples/packs`; refresh with `%s`.

        The chart installs all packs but `incident`, in Audit mode. Roll out one at a time, when its record shows what you expect:
        ```
        helm upgrade routeguard helm/routeguard --reuse-values --set starterPolicies.packs.essential=Deny
        ```
        `Off` leaves a pack out. Offline: `routeguard check NEW --before NOW --policies essential --policies tls`; `starter` is all that
        the chart installs. In Deny mode what a change *adds* at Critical or High is denied, Medium warns, Low is only reported; a
        finding tells what, where, a request that shows it, and how to put it right ([checks](checks.md)). Cases of each check are in
        `src/test/resources/cases/checks`, a bad and a good one at least.
        """
            .formatted(refresh));
    for (var pack : Pack.values()) {
      page.append("\n## %s\n%s\n".formatted(pack.word(), PURPOSE.get(pack)));
      page.append(pack == Pack.INCIDENT ? incidents() : policies(pack));
    }
    return page.toString();
  }

  private String policies(Pack pack) throws IOException {
    var text =
        new StringBuilder(
            "\n| policy | what it holds up | gravest | checks |\n|---|---|---|---|\n");
    for (String name : pack.policies()) {
      var spec = spec(pack, name);
      text.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(name, spec.path("title").asText(), gravest(spec), checks(spec)));
    }
    return text.toString();
  }

  private String incidents() throws IOException {
    var text =
        new StringBuilder(
            "\n| policy | post-mortem | gravest | checks | what to do |\n|---|---|---|---|---|\n");
    for (String name : Pack.INCIDENT.policies()) {
      var spec = spec(Pack.INCIDENT, name);
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  name,
                  spec.path("description").asText().strip(),
                  gravest(spec),
                  checks(spec),
                  spec.path("remedy").asText().strip()));
    }
    return text.toString();
  }

  private static JsonNode spec(Pack pack, String name) throws IOException {
    return YAML.readTree(FOLDER.resolve(pack.word()).resolve(name + ".yaml").toFile()).get("spec");
  }

  private static Object gravest(JsonNode spec) {
    return spec.has("severity")
        ? spec.get("severity").asText()
        : names(spec).stream()
            .map(PackReference::description)
            .map(CheckDescription::severity)
            .min(Comparator.naturalOrder())
            .orElse(Severity.LOW);
  }

  private static CheckDescription description(String check) {
    return Catalogue.builtIn().find(check).map(Check::description).orElseThrow();
  }

  private static String checks(JsonNode spec) {
    return String.join(
        ", ", names(spec).stream().map(name -> "[%1$s](checks.md#%1$s)".formatted(name)).toList());
  }

  private static List<String> names(JsonNode spec) {
    var names = new ArrayList<String>();
    spec.get("checks").forEach(check -> names.add(check.get("name").asText()));
    return names;
  }
}
