package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.routeguard.files.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Public incidents with their benign twins, under the starter policies in Deny mode. Read from the
 * folder that the property {@code routeguard.cases} or the variable {@code ROUTEGUARD_CASES} names.
 */
class ChangeCorpusTest {
  /** What an incident still waits for. One that no longer waits is to be taken off here. */
  private static final Map<String, String> STILL_LEFT = Map.of();

  /** Benign changes whose own policies name a check that does not exist yet, likewise. */
  private static final Set<String> NOT_JUDGED_YET = Set.of();

  private final CasePolicies policies = new CasePolicies();

  @Test
  void no_benign_change_is_denied_or_warned_about() {
    var failures = new TreeMap<String, String>();
    for (var changeCase : cases()) {
      if (changeCase.verdicts().contains("Admit")) {
        failure(changeCase).ifPresent(why -> failures.put(changeCase.name(), why));
      }
    }
    assertThat(failures.keySet()).as(failures.toString()).isEqualTo(NOT_JUDGED_YET);
  }

  @Test
  void incidents_whose_checks_exist_are_denied() {
    var left = new TreeMap<String, String>();
    var incidents = cases().stream().filter(one -> !one.verdicts().contains("Admit")).toList();
    for (var incident : incidents) {
      failure(incident).ifPresent(why -> left.put(incident.toString(), why));
    }
    System.out.printf(
        "incidents denied for the right reason: %d of %d%n",
        incidents.size() - left.size(), incidents.size());
    left.keySet().forEach(name -> System.out.printf("  %s: %s%n", name, STILL_LEFT.get(name)));
    assertThat(left.keySet()).as(left.toString()).isEqualTo(STILL_LEFT.keySet());
  }

  private Optional<String> failure(ChangeCase changeCase) {
    try {
      var failures = changeCase.failures(policies);
      return failures.isEmpty()
          ? Optional.empty()
          : Optional.of(changeCase + ": " + String.join("; ", failures));
    } catch (BadInputException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static List<ChangeCase> cases() {
    var cases =
        CaseFiles.below(List.of(folder().resolve("changes"))).stream()
            .map(file -> (ChangeCase) CaseFiles.read(file))
            .toList();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(52);
    return cases;
  }

  private static Path folder() {
    var named =
        Optional.ofNullable(System.getProperty("routeguard.cases"))
            .or(() -> Optional.ofNullable(System.getenv("ROUTEGUARD_CASES")))
            .map(Path::of);
    assumeTrue(
        named.filter(Files::isDirectory).isPresent(),
        "no case corpora: set ROUTEGUARD_CASES to the folder that holds them");
    return named.orElseThrow();
  }
}
