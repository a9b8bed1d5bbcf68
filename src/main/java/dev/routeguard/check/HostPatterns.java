package dev.routeguard.check;

import dev.routeguard.routing.Request;
import java.util.List;

/**
 * Hosts named by a policy: exact, or {@code *.example.com} for every host below. Also used where a
 * policy says which hosts it governs.
 */
public final class HostPatterns {
  private final List<String> patterns;

  private HostPatterns(List<String> patterns) {
    this.patterns = patterns;
  }

  public static HostPatterns of(List<String> patterns) {
    return new HostPatterns(patterns.stream().map(Request::normalHost).toList());
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether a host as written in a route is named; a wildcard host where a pattern covers it. */
  public boolean match(String host) {
    var normal = Request.normalHost(host);
    return patterns.stream().anyMatch(pattern -> covers(pattern, normal));
  }

  private static boolean covers(String pattern, String host) {
    return pattern.startsWith("*.")
        ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
        : pattern.equals(host);
  }

  /** As the policy has them. */
  @Override
  public String toString() {
    return String.join(", ", patterns);
  }
}
