package dev.routeguard.estate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Further hosts that an annotation gives an Ingress: {@code server-alias} of ingress-nginx and
 * haproxy-ingress, {@code host-aliases} of Kong. Regular expressions are none.
 */
public final class IngressAliases {
  private static final List<String> KEYS =
      List.of(
          "nginx.ingress.kubernetes.io/server-alias",
          "haproxy-ingress.github.io/server-alias",
          "ingress.kubernetes.io/server-alias",
          "konghq.com/host-aliases");

  private IngressAliases() {}

  /** The hosts in lower case, without trailing dot. */
  public static Set<String> of(KubernetesObject ingress) {
    return KEYS.stream()
        .map(key -> ingress.annotations().getOrDefault(key, ""))
        .flatMap(written -> Arrays.stream(written.split(",")))
        .map(String::strip)
        .filter(host -> !host.isEmpty() && !host.contains("~"))
        .map(IngressAliases::normal)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String normal(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
