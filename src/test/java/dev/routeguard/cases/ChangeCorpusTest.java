package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import dev.routeguard.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Public incidents with their benign twins, under the starter policies in Deny mode. Read from the
 * folder that the property {@code routeguard.cases} or the variable {@code ROUTEGUARD_CASES} names.
 */
class ChangeCorpusTest {
  /** What an incident still waits for. One that no longer waits is to be taken off here. */
  private static final Map<String, String> STILL_LEFT =
      Map.ofEntries(
          Map.entry("r05-order-sensitive-list-bad", "catch-all-before-specific, rule-shadowed"),
          Map.entry("r06-invalid-tenant-config-freezes-bad", "controller-freeze-risk"),
          Map.entry("r08-generator-emits-every-row-twice-bad", "route-conflict"),
          Map.entry("r13-balancer-state-deleted-bad", "serving-object-deleted"),
          Map.entry("r15-health-check-on-home-page-bad", "health-check-changed"),
          Map.entry("r16-reset-to-wrong-backend-bad", "capacity-reduced, weight-jump"),
          Map.entry("r17-provider-default-takes-over-bad", "load-balancer-recreated"),
          Map.entry("r20-old-entry-removed-before-new-bad", "serving-object-deleted"),
          Map.entry("r22-selector-matches-nothing-bad", "Pods, endpoints-shrunk"),
          Map.entry("r25-rejected-at-load-bad", "Secrets, tls-secret-invalid"),
          Map.entry("r26-change-inside-maintenance-bad", "freeze-window"),
          Map.entry("r28-slots-full-of-stale-backends-bad", "capacity-reduced"),
          Map.entry("r29-snippet-breaks-reload-bad", "dangerous-annotation"));

  private final PolicyBook starter = new PolicyFiles().starter(Mode.DENY);

  @Test
  void no_benign_change_is_denied_or_warned_about() {
    var failures = new ArrayList<String>();
    for (var changeCase : cases()) {
      if (changeCase.verdicts().contains("Admit")) {
        failure(changeCase).ifPresent(failures::add);
      }
    }
    assertThat(failures).isEmpty();
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
    if (changeCase.changes().isEmpty()) {
      return changeCase.verdicts().contains("Admit")
          ? Optional.empty()
          : Optional.of("changes only kinds that are not read yet");
    }
    var review = Review.of(changeCase.changes(), changeCase.before(), starter);
    var found =
        review.findings().stream()
            .filter(judged -> judged.isAdded())
            .map(judged -> judged.finding().check())
            .collect(Collectors.toSet());
    var fits = changeCase.verdicts().contains(review.verdict().toString());
    var named =
        changeCase.checks().isEmpty() || changeCase.checks().stream().anyMatch(found::contains);
    return fits && named && review.errors().isEmpty()
        ? Optional.empty()
        : Optional.of(inWords(changeCase, review));
  }

  private static String inWords(ChangeCase changeCase, Review review) {
    return "%s: expected %s by %s, got %s%n    %s %s %s"
        .formatted(
            changeCase,
            changeCase.verdicts(),
            changeCase.checks(),
            review.verdict(),
            review.findings(),
            review.errors(),
            review.diff().deltas());
  }

  private static List<ChangeCase> cases() {
    var cases = new ChangeCaseReader().below(folder().resolve("changes"));
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
