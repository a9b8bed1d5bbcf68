package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RoutedMatch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a check hands to the rules: a finding, and the route it is about, from which the rules see
 * whether anybody was served there before.
 *
 * @param route null where the finding is about no single route
 */
public record Found(Finding finding, @Nullable RoutedMatch route) {
  public Found {
    Objects.requireNonNull(finding, "finding");
  }

  /** A finding that is about no single route. */
  public static Found of(Finding finding) {
    return new Found(finding, null);
  }

  /** A finding of a check's own severity, about one thing in one object. */
  static Found at(
      CheckDescription check,
      ObjectRef object,
      String subject,
      String fieldPath,
      String message,
      String remedy) {
    return of(
        new Finding(
            check.name(), check.severity(), object, subject, fieldPath, message, remedy, ""));
  }

  /** A finding of a check's own severity, about one route. */
  static Found on(CheckDescription check, RoutedMatch route, String message, String remedy) {
    var place = Wording.place(route);
    return at(check, route.object(), place, route.fieldPath(), place + " " + message, remedy)
        .shownBy(route.witness());
  }

  /** The same with another severity. */
  Found as(Severity severity) {
    return new Found(finding.withSeverity(severity), route);
  }

  /** The same with a request that shows it. */
  Found shownBy(Request witness) {
    return new Found(
        new Finding(
            finding.check(),
            finding.severity(),
            finding.object(),
            finding.subject(),
            finding.fieldPath(),
            finding.message(),
            finding.remedy(),
            witness.toString()),
        route);
  }
}
