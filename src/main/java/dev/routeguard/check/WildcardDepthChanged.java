package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteTables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * R13. A wildcard host of an Ingress stands for exactly one label (Ingress API, {@code
 * rules.host}), one of a Gateway API route for one or more (HTTPRouteSpec, {@code hostnames}):
 * moved from one kind to the other it covers other hosts.
 */
public final class WildcardDepthChanged implements ChangeCheck {
  static final String NAME = "wildcard-depth-changed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R13",
          NAME,
          "Wildcard covers another number of labels",
          Severity.MEDIUM,
          "A wildcard host moves between Ingress and Gateway API, and hosts of the estate are covered"
              + " by it on one side only.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var ingresses = new Wildcards(situation, true);
    var routes = new Wildcards(situation, false);
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      if (change.after() == null) {
        continue;
      }
      boolean isIngress = change.ref().kind() == Kind.INGRESS;
      var arrived = isIngress ? ingresses.arrived() : routes.arrived();
      var left = isIngress ? routes.left() : ingresses.left();
      for (String wildcard : wildcards(situation.after(), change.ref())) {
        var apart =
            arrived.contains(wildcard) && left.contains(wildcard)
                ? deeper(situation, wildcard)
                : Set.<String>of();
        if (!apart.isEmpty()) {
          found.add(
              Found.at(
                  DESCRIPTION,
                  change.ref(),
                  wildcard,
                  isIngress ? "spec.rules" : "spec.hostnames",
                  "%s moves %s, where it %s %s"
                      .formatted(
                          wildcard,
                          isIngress ? "to an Ingress" : "to Gateway API",
                          isIngress ? "no longer covers" : "also covers",
                          String.join(", ", apart)),
                  "List the hosts that are meant."));
        }
      }
    }
    return found;
  }

  /** The wildcards that the changed objects of one sort gain and lose. */
  private record Wildcards(Set<String> arrived, Set<String> left) {
    Wildcards(Situation situation, boolean ofIngresses) {
      this(new HashSet<>(), new HashSet<>());
      for (var change : situation.changes()) {
        if ((change.ref().kind() == Kind.INGRESS) == ofIngresses) {
          var before = wildcards(situation.before(), change.ref());
          var after = wildcards(situation.after(), change.ref());
          after.stream().filter(one -> !before.contains(one)).forEach(arrived::add);
          before.stream().filter(one -> !after.contains(one)).forEach(left::add);
        }
      }
    }
  }

  private static Set<String> wildcards(RouteTables tables, ObjectRef object) {
    var found = new TreeSet<String>();
    tables.hostsOf(object).stream().filter(host -> host.startsWith("*.")).forEach(found::add);
    return found;
  }

  /** Hosts of the estate with more than one label in the wildcard's place. */
  private static Set<String> deeper(Situation situation, String wildcard) {
    var suffix = wildcard.substring(1);
    var found = new TreeSet<String>();
    for (Entry entry : situation.before().entries()) {
      situation.before().hostsOf(entry).stream()
          .filter(host -> !host.startsWith("*.") && host.endsWith(suffix))
          .filter(host -> host.substring(0, host.length() - suffix.length()).contains("."))
          .forEach(found::add);
    }
    return found;
  }
}
