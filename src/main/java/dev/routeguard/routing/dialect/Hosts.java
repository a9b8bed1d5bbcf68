package dev.routeguard.routing.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which hosts, as Ingresses and routes write them, may take a concrete host. */
public final class Hosts {
  private Hosts() {}

  /** The host with its first label replaced by {@code *}; empty where it has but one. */
  static String wildcardOf(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? "" : "*" + host.substring(dot);
  }

  /** The host, its wildcard of one label, and every host; most specific first. */
  static List<String> byOneLabel(String host) {
    return Stream.of(host, wildcardOf(host), "").distinct().toList();
  }

  /** The host, its wildcards of any number of labels, and every host; most specific first. */
  public static List<String> byAnyLabels(String host) {
    var found = new ArrayList<String>();
    found.add(host);
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      found.add("*" + host.substring(dot));
    }
    found.add("");
    return found.stream().distinct().toList();
  }

  /** The first that is claimed; every host where none is. */
  static String mostSpecific(List<String> patterns, Predicate<String> claimed) {
    return patterns.stream().filter(claimed).findFirst().orElse("");
  }
}
