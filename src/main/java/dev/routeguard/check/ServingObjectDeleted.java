package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Outcome.Undefined;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDelta.Type;
import dev.routeguard.routing.from.Gateways;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * C07. A route, Gateway, listener, load balancer Service or class goes while requests are answered
 * through it, and nothing answers them alike at the same address (AWS ELB, December 2012). Removing
 * what served nobody is fine, and so is what another object has taken over before.
 */
public final class ServingObjectDeleted implements ChangeCheck {
  static final String NAME = "serving-object-deleted";
  private static final Set<Type> GONE = EnumSet.of(Type.LOST, Type.MOVED);
  private static final int PLACES_NAMED = 3;

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C07",
          NAME,
          "Deletes something that serves now",
          Severity.CRITICAL,
          "The change removes a route, Gateway, listener, load balancer Service or class, and"
              + " requests it serves are no longer answered alike at the same address.",
          List.of(DeletionApproval.parameter()));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var approval = DeletionApproval.of(parameters);
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      if (approval.covers(change.ref(), situation)) {
        continue;
      }
      removed(change)
          .ifPresent(
              removed -> {
                var lost = lost(situation, removed.served());
                if (!lost.isEmpty()) {
                  found.add(found(situation, removed, lost, approval));
                }
              });
    }
    return found;
  }

  /** What a change takes away, and which answers came through it. */
  private record Removed(
      ObjectRef object, String what, String fieldPath, Predicate<RouteDelta> served) {}

  private static Optional<Removed> removed(Change change) {
    return change.before() == null
        ? Optional.empty()
        : change.after() == null ? deleted(change.before()) : listeners(change);
  }

  private static Optional<Removed> deleted(KubernetesObject object) {
    var ref = object.ref();
    Predicate<RouteDelta> served =
        switch (ref.kind()) {
          case INGRESS, HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE, SERVICE ->
              delta -> ref.equals(delta.object());
          case INGRESS_CLASS -> delta -> delta.entry().equals(Entry.ofClass(ref.name()));
          case GATEWAY ->
              delta -> delta.entry().equals(Entry.ofGateway(ref.namespace(), ref.name()));
          case LISTENER_SET ->
              at(Gateways.parentOf(object), Tree.maps(object.map("spec"), "listeners"));
          default -> delta -> false;
        };
    return Optional.of(new Removed(ref, "it", "", served));
  }

  private static Optional<Removed> listeners(Change change) {
    var kind = change.ref().kind();
    var before = change.before();
    var after = change.after();
    if ((kind != Kind.GATEWAY && kind != Kind.LISTENER_SET) || before == null || after == null) {
      return Optional.empty();
    }
    var kept =
        Tree.maps(after.map("spec"), "listeners").stream()
            .map(listener -> Tree.text(listener, "name"))
            .collect(Collectors.toSet());
    var gone =
        Tree.maps(before.map("spec"), "listeners").stream()
            .filter(listener -> !kept.contains(Tree.text(listener, "name")))
            .toList();
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    var gateway = kind == Kind.GATEWAY ? change.ref() : Gateways.parentOf(before);
    var names = gone.stream().map(listener -> Tree.text(listener, "name")).sorted().toList();
    return Optional.of(
        new Removed(
            change.ref(),
            "listener " + String.join(", ", names),
            "spec.listeners",
            at(gateway, gone)));
  }

  /** What came in through one of these listeners. */
  private static Predicate<RouteDelta> at(ObjectRef gateway, List<Map<String, Object>> listeners) {
    var entry = Entry.ofGateway(gateway.namespace(), gateway.name());
    return delta ->
        delta.entry().equals(entry)
            && listeners.stream()
                .anyMatch(
                    listener ->
                        Tree.number(listener, "port", 0) == delta.witness().port()
                            && RequestMatcher.matchesHost(
                                Tree.text(listener, "hostname"), delta.witness().host()));
  }

  private static List<RouteDelta> lost(Situation situation, Predicate<RouteDelta> served) {
    return situation.diff().deltas().stream()
        .filter(delta -> GONE.contains(delta.type()))
        .filter(delta -> delta.before().isServed() && !(delta.after() instanceof Undefined))
        .filter(served)
        .filter(delta -> !EndedCanary.is(delta, situation.before().estate()))
        .toList();
  }

  private static Found found(
      Situation situation, Removed removed, List<RouteDelta> lost, DeletionApproval approval) {
    var places = new TreeSet<String>();
    lost.forEach(delta -> places.add(Wording.place(delta.entry(), delta.match(), delta.witness())));
    var first = lost.get(0);
    return Found.at(
            DESCRIPTION,
            removed.object(),
            removed.what().equals("it") ? "deletion" : removed.what(),
            removed.fieldPath(),
            message(situation, removed, places, first),
            remedy(removed, approval))
        .shownBy(first.witness());
  }

  private static String message(
      Situation situation, Removed removed, Set<String> places, RouteDelta first) {
    var named = places.stream().limit(PLACES_NAMED).collect(Collectors.joining(", "));
    var rest =
        places.size() > PLACES_NAMED ? " and %d more".formatted(places.size() - PLACES_NAMED) : "";
    var addresses = situation.before().addressesOf(first.entry());
    return "%s answers %s%s%s now (%s), and without %s they get %s"
        .formatted(
            removed.object(),
            named,
            rest,
            addresses.isEmpty() ? "" : " at " + String.join(", ", addresses),
            Wording.outcome(first.before(), removed.object().namespace()),
            removed.what(),
            Wording.outcome(first.after(), removed.object().namespace()));
  }

  private static String remedy(Removed removed, DeletionApproval approval) {
    return removed.fieldPath().isEmpty()
        ? "Move the traffic first; if it is meant, run: " + approval.command(removed.object())
        : "Move the routes to another listener first, then remove this one.";
  }
}
