package dev.routeguard.check;

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
}
