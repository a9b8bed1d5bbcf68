package dev.routeguard.routing;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is answered as it is.
 *
 * @param winner the route that answers; null where none does or the winner is left open
 * @param candidates the routes that match the request, first the one that ranks best
 * @param why one sentence
 */
public record Explanation(
    Request request,
    Outcome outcome,
    @Nullable RoutedMatch winner,
    List<RoutedMatch> candidates,
    String why) {
  public Explanation {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(outcome, "outcome");
    candidates = List.copyOf(candidates);
    Objects.requireNonNull(why, "why");
  }
}
