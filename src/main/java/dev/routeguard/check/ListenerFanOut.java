package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDelta.Type;
import dev.routeguard.routing.from.Gateways;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * C09. One line of a Gateway decides about many teams' routes; gateway_types.go, Listener and
 * ListenerStatus.attachedRoutes. A listener that is added beside the others is the way to do it.
 */
public final class ListenerFanOut implements ChangeCheck {
  static final String NAME = "listener-fan-out";
  private static final String MAX_ROUTES = "maxRoutes";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C09",
          NAME,
          "Listener edit touches many routes",
          Severity.HIGH,
          "An edit of a listener's hostname, port, protocol, TLS or allowed routes changes what"
              + " happens to more than maxRoutes routes.",
          List.of(
              ParameterSpec.number(
                  MAX_ROUTES, 20, 1, 10000, "Most route objects one edit may touch.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var most = parameters.decimal(MAX_ROUTES);
    return situation.changes().stream()
        .filter(change -> change.before() != null && change.after() != null)
        .flatMap(change -> found(situation, change, most).stream())
        .toList();
  }

  private static Optional<Found> found(Situation situation, Change change, double most) {
    var edited =
        edited(Objects.requireNonNull(change.before()), Objects.requireNonNull(change.after()));
    if (edited.isEmpty()) {
      return Optional.empty();
    }
    var gateway =
        change.ref().kind() == Kind.GATEWAY
            ? change.ref()
            : Gateways.parentOf(Objects.requireNonNull(change.before()));
    var entry = Entry.ofGateway(gateway.namespace(), gateway.name());
    var touched =
        situation.diff().deltas().stream()
            .filter(delta -> delta.entry().equals(entry) && delta.type() != Type.GAINED)
            .toList();
    var routes =
        touched.stream()
            .map(ListenerFanOut::route)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    return routes.size() > most
        ? Optional.of(found(change.ref(), edited, routes, touched.get(0)))
        : Optional.empty();
  }

  private static Optional<ObjectRef> route(RouteDelta delta) {
    return Optional.ofNullable(delta.object() != null ? delta.object() : delta.objectAfter());
  }

  /** The listeners there before and after that mean something else. */
  private static Set<String> edited(KubernetesObject before, KubernetesObject after) {
    if (before.ref().kind() != Kind.GATEWAY && before.ref().kind() != Kind.LISTENER_SET) {
      return Set.of();
    }
    var now = listeners(after);
    var edited = new TreeSet<String>();
    listeners(before)
        .forEach(
            (name, meaning) -> {
              if (now.containsKey(name) && !meaning.equals(now.get(name))) {
                edited.add(name);
              }
            });
    return edited;
  }

  private static Map<String, Map<String, Object>> listeners(KubernetesObject object) {
    var listeners = new TreeMap<String, Map<String, Object>>();
    for (var listener : Tree.maps(object.map("spec"), "listeners")) {
      listeners.put(Tree.text(listener, "name"), meaning(listener));
    }
    return listeners;
  }

  private static Map<String, Object> meaning(Map<String, Object> listener) {
    var meaning = new LinkedHashMap<String, Object>();
    meaning.put("hostname", Tree.text(listener, "hostname").toLowerCase(Locale.ROOT));
    meaning.put("port", Tree.number(listener, "port", 0));
    meaning.put("protocol", Tree.text(listener, "protocol"));
    meaning.put("tls", Tree.map(listener, "tls"));
    var allowed = Tree.map(listener, "allowedRoutes");
    var namespaces = Tree.map(allowed, "namespaces");
    meaning.put("from", Tree.text(namespaces, "from", "Same"));
    meaning.put("selector", Tree.map(namespaces, "selector"));
    meaning.put("kinds", Tree.list(allowed, "kinds"));
    return meaning;
  }

  private static Found found(
      ObjectRef object, Set<String> edited, Set<ObjectRef> routes, RouteDelta first) {
    var names = String.join(", ", edited);
    return Found.at(
            DESCRIPTION,
            object,
            names,
            "spec.listeners",
            "the edit of listener %s of %s changes what happens to %s, such as %s (%s gets %s)"
                .formatted(
                    names,
                    object,
                    InWords.count(routes.size(), "route object"),
                    routes.stream()
                        .limit(3)
                        .map(ObjectRef::toString)
                        .collect(Collectors.joining(", ")),
                    Wording.place(first.entry(), first.match(), first.witness()),
                    Wording.outcome(first.after(), "")),
            "Add a second listener with the new setting, move the routes over, then remove the old one.")
        .shownBy(first.witness());
  }
}
