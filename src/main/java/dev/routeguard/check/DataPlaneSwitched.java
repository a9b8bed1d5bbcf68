package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.from.Entries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * R25. An edit of class or parents takes served requests off an entry, and the entry they go to
 * answers at another address or at none yet: clients still ask the old one. Adding an entry while
 * the old stays is fine. AWS Load Balancer Controller, "Rename behavior".
 */
public final class DataPlaneSwitched implements ChangeCheck {
  static final String NAME = "data-plane-switched";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R25",
          NAME,
          "Route moves to another data plane",
          Severity.CRITICAL,
          "Class, GatewayClass or parents change so that served requests leave an entry, and the"
              + " new entry has another address or none.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      var before = change.before();
      var after = change.after();
      if (before != null && after != null) {
        if (before.ref().kind() == Kind.GATEWAY) {
          ofGateway(situation, before, after, found);
        } else {
          ofRoute(situation, change, before, found);
        }
      }
    }
    return found;
  }

  private static void ofRoute(
      Situation situation, Change change, KubernetesObject before, List<Found> found) {
    var ref = change.ref();
    if (ref.kind() != Kind.INGRESS && !Kind.GATEWAY_ROUTES.contains(ref.kind())) {
      return;
    }
    var now = situation.after().entriesOf(ref);
    for (var left : situation.before().entriesOf(ref)) {
      if (!now.contains(left) && !sameAddress(situation, before, left, now)) {
        situation.before().routesOf(ref).stream()
            .filter(route -> route.entry().equals(left) && isLeft(situation, route))
            .findFirst()
            .ifPresent(route -> found.add(found(route, left, now)));
      }
    }
  }

  /** Whether requests were served on the entry and no longer are, by anybody, in the same way. */
  private static boolean isLeft(Situation situation, RoutedMatch route) {
    var was = situation.before().answer(route.entry(), route.witness());
    return was.isServed() && !situation.after().answer(route.entry(), route.witness()).isServed();
  }

  private static boolean sameAddress(
      Situation situation, KubernetesObject before, Entry left, Set<Entry> now) {
    var old = new HashSet<>(situation.before().addressesOf(left));
    if (before.ref().kind() == Kind.INGRESS) {
      old = new HashSet<>(Entries.balancerAddresses(Stream.of(before)));
    }
    var then = old;
    return now.stream()
        .flatMap(entry -> situation.before().addressesOf(entry).stream())
        .anyMatch(then::contains);
  }

  private static Found found(RoutedMatch route, Entry left, Set<Entry> now) {
    var to = now.isEmpty() ? "none" : now.iterator().next().toString();
    return Found.at(
            DESCRIPTION,
            route.object(),
            left.toString(),
            "spec",
            "%s leaves %s for %s, which answers at another address or at none: %s is served there now"
                .formatted(route.object(), left, to, Wording.place(route)),
            "Serve on both entries, move DNS, then remove the old one.")
        .shownBy(route.witness());
  }

  private static void ofGateway(
      Situation situation, KubernetesObject before, KubernetesObject after, List<Found> found) {
    var was = before.text("spec", "gatewayClassName");
    var now = after.text("spec", "gatewayClassName");
    var entry = Entry.ofGateway(before.ref().namespace(), before.ref().name());
    if (was.equals(now)) {
      return;
    }
    situation.before().membersOf(entry).stream()
        .flatMap(member -> situation.before().routesOf(member).stream())
        .filter(route -> route.entry().equals(entry) && route.outcome().isServed())
        .findFirst()
        .ifPresent(
            route ->
                found.add(
                    Found.at(
                            DESCRIPTION,
                            before.ref(),
                            "gatewayClassName",
                            "spec.gatewayClassName",
                            "%s moves from class %s to %s, another data plane with another address"
                                .formatted(before.ref(), was, now),
                            "Create a second Gateway, attach the routes to both, move DNS, then"
                                + " remove the first.")
                        .shownBy(route.witness())));
  }
}
