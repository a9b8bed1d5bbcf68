package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.Check;
import dev.routeguard.check.StateCheck;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.Review;
import dev.routeguard.review.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every check, on its own bad cases: the ratchet and the identity of findings,
 * silence, repair, the whole change. That nobody is denied by a guess is held by the cases of each
 * dialect.
 */
class ElevenRulesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "cases", "checks");
  private static final CasePolicies POLICIES = new CasePolicies();
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCases")
  void what_was_wrong_before_is_not_added_by_an_edit_that_has_nothing_to_do_with_it(
      ChangeCase bad) {
    var edited = again(bad, document -> with(document, "labels", "example.com/team", "shop"));
    assertThat(added(edited)).isEmpty();
    assertThat(edited.verdict()).isEqualTo(Verdict.ADMIT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCases")
  void status_and_bookkeeping_are_no_changes(ChangeCase bad) {
    var written =
        again(
            bad,
            document ->
                with(
                    with(document, "annotations", LAST_APPLIED, "{}"), "", "resourceVersion", "7"));
    assertThat(written.findings()).filteredOn(JudgedFinding::isAdded).isEmpty();
    assertThat(written.verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(again(bad, UnaryOperator.identity()).verdict()).isEqualTo(Verdict.ADMIT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCasesOfStates")
  void a_change_that_only_takes_findings_away_is_admitted(ChangeCase bad) {
    var after = bad.before().with(bad.changes());
    var repair =
        bad.changes().stream()
            .map(
                change ->
                    Change.between(
                        change.after(),
                        change.before(),
                        change.actor(),
                        change.origin(),
                        change.at()))
            .toList();
    var review = Review.of(repair, after, book(bad));
    assertThat(added(review)).isEmpty();
    assertThat(review.verdict()).isEqualTo(Verdict.ADMIT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCases")
  void the_same_changes_in_any_order_are_the_same_whole(ChangeCase bad) {
    var turned = new ArrayList<>(bad.changes());
    Collections.reverse(turned);
    var review = Review.of(turned, bad.before(), book(bad));
    var straight = Review.of(bad.changes(), bad.before(), book(bad));
    assertThat(review.verdict()).isEqualTo(straight.verdict());
    assertThat(identities(review)).containsExactlyInAnyOrderElementsOf(identities(straight));
  }

  private static List<Object> identities(Review review) {
    return review.findings().stream()
        .filter(JudgedFinding::isAdded)
        .map(judged -> (Object) judged.finding().identity())
        .toList();
  }

  private static List<String> added(Review review) {
    assertThat(review.errors()).isEmpty();
    return review.findings().stream()
        .filter(JudgedFinding::isAdded)
        .map(judged -> judged.finding().message())
        .toList();
  }

  /** The bad state is there, and each of its changed objects is written once more. */
  private static Review again(ChangeCase bad, UnaryOperator<Map<String, Object>> edit) {
    Estate after = bad.before().with(bad.changes());
    var changes = new ArrayList<Change>();
    for (var change : bad.changes()) {
      var there = after.find(change.ref()).orElse(null);
      if (there != null) {
        changes.add(
            Change.between(
                there, edited(there, edit), change.actor(), change.origin(), change.at()));
      }
    }
    return changes.isEmpty()
        ? Review.of(List.of(relabelled(after, bad)), after, book(bad))
        : Review.of(changes, after, book(bad));
  }

  // Where the change took its objects away, some other one that is left.
  private static Change relabelled(Estate after, ChangeCase bad) {
    var change = bad.changes().get(0);
    var any =
        Stream.of(Kind.values())
            .flatMap(kind -> after.all(kind).stream())
            .findFirst()
            .orElseThrow();
    var edited = edited(any, document -> with(document, "labels", "example.com/team", "shop"));
    return Change.between(any, edited, change.actor(), change.origin(), change.at());
  }

  private static KubernetesObject edited(
      KubernetesObject object, UnaryOperator<Map<String, Object>> edit) {
    return Documents.read(edit.apply(object.document()), object.created()).orElseThrow();
  }

  private static Map<String, Object> with(
      Map<String, Object> document, String part, String key, String value) {
    var metadata = new LinkedHashMap<>(Tree.map(document, "metadata"));
    if (part.isEmpty()) {
      metadata.put(key, value);
    } else {
      var map = new HashMap<>(Tree.map(metadata, part));
      map.put(key, value);
      metadata.put(part, map);
    }
    var copy = new LinkedHashMap<>(document);
    copy.put("metadata", metadata);
    return copy;
  }

  private static PolicyBook book(ChangeCase one) {
    return POLICIES.of(one.policyFiles());
  }

  private static Stream<ChangeCase> badCases() {
    return CaseFiles.below(List.of(FOLDER)).stream()
        .map(CaseFiles::read)
        .filter(ChangeCase.class::isInstance)
        .map(ChangeCase.class::cast)
        .filter(one -> one.name().contains("/bad") && !one.changes().isEmpty());
  }

  private static Stream<ChangeCase> badCasesOfStates() {
    return badCases().filter(one -> check(one) instanceof StateCheck);
  }

  private static Check check(ChangeCase one) {
    var name = one.name().substring(0, one.name().indexOf('/'));
    return Objects.requireNonNull(Catalogue.builtIn().find(name).orElse(null), name);
  }
}
