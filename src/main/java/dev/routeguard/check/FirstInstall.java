package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RoutedMatch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rule 8. Where no cell served before is touched, a missing Service or endpoint is Medium: route
 * and workload are often applied together and endpoints come later. Where the object itself was not
 * even edited (its Service appeared, still without endpoints), nobody can do better: Low.
 *
 * <p>{@code weight-to-dead-backend} is lowered too where no share of the route answers: then it is
 * the same first install, only with two backends.
 */
final class FirstInstall {
  private static final Set<String> LOWERED =
      Set.of(BackendServiceMissing.NAME, BackendNoReadyEndpoints.NAME, WeightToDeadBackend.NAME);

  private FirstInstall() {}

  static Finding lower(Finding finding, @Nullable RoutedMatch route, Situation situation) {
    if (!LOWERED.contains(finding.check())) {
      return finding;
    }
    if (route == null) {
      return servedBefore(finding.object(), situation) ? finding : lowered(finding, situation);
    }
    if ((finding.check().equals(WeightToDeadBackend.NAME) && answersSome(route))
        || servedBefore(route, situation)) {
      return finding;
    }
    return lowered(finding, situation);
  }

  private static Finding lowered(Finding finding, Situation situation) {
    var lowered = situation.changes(finding.object()) ? Severity.MEDIUM : Severity.LOW;
    return finding.severity().isAtLeast(lowered) ? finding.withSeverity(lowered) : finding;
  }

  private static boolean answersSome(RoutedMatch route) {
    return route.outcome() instanceof Forward forward && forward.isServed();
  }

  private static boolean servedBefore(ObjectRef object, Situation situation) {
    return situation.before().routesOf(object).stream()
        .anyMatch(route -> route.outcome().isServed());
  }

  private static boolean servedBefore(RoutedMatch route, Situation situation) {
    return situation.before().answer(route.entry(), route.witness()).isServed();
  }
}
