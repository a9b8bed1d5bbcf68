package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.Scheme;
import dev.routeguard.routing.TlsHost;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * T07. A host that was decrypted at the edge is handed on encrypted, or the other way round: rules
 * for paths and headers, redirects and authentication start or stop to apply, and the certificate
 * is another. gateway_types.go, TLSModeType.
 */
public final class TlsModeSwitched implements ChangeCheck {
  static final String NAME = "tls-mode-switched";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T07",
          NAME,
          "Terminate and passthrough switched",
          Severity.HIGH,
          "A served host changes between TLS that is terminated and TLS that is passed through.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var byHost = new LinkedHashMap<List<Object>, Found>();
    for (var place : places(situation)) {
      var old = mode(situation.before(), place);
      var now = mode(situation.after(), place);
      if (old != Mode.NONE && now != Mode.NONE && old != now && isServed(situation, place)) {
        byHost.put(List.of(place.entry(), place.host()), found(situation, place, now));
      }
    }
    for (var delta : situation.diff().deltas()) {
      if (isSwitched(delta)) {
        byHost.putIfAbsent(List.of(delta.entry(), delta.match().host()), found(delta));
      }
    }
    return List.copyOf(byHost.values());
  }

  private enum Mode {
    NONE,
    TERMINATE,
    PASSTHROUGH,
    /** By one listener so and by another so. */
    BOTH
  }

  private record Place(Entry entry, String host) {}

  private static Set<Place> places(Situation situation) {
    var places = new LinkedHashSet<Place>();
    for (var object : situation.touched().stream().sorted().toList()) {
      for (var entry : situation.before().entriesOf(object)) {
        situation.before().hostsOf(object).forEach(host -> places.add(new Place(entry, host)));
      }
    }
    return places;
  }

  private static Mode mode(RouteTables tables, Place place) {
    var modes = new HashSet<Boolean>();
    tables.tls(place.entry(), place.host()).stream().map(TlsHost::passthrough).forEach(modes::add);
    if (modes.isEmpty()) {
      return Mode.NONE;
    }
    return modes.size() > 1 ? Mode.BOTH : modes.contains(true) ? Mode.PASSTHROUGH : Mode.TERMINATE;
  }

  private static boolean isServed(Situation situation, Place place) {
    return situation.before().routesOn(place.entry(), place.host()).stream()
        .anyMatch(route -> route.outcome().isServed());
  }

  private static Found found(Situation situation, Place place, Mode now) {
    var tls = situation.after().tls(place.entry(), place.host()).get(0);
    return found(tls.object(), place.host(), tls.fieldPath(), now == Mode.PASSTHROUGH);
  }

  /** Where a controller passes through by an annotation, the requests show it. */
  private static boolean isSwitched(RouteDelta delta) {
    return delta.before() instanceof Forward old
        && delta.after() instanceof Forward now
        && old.isServed()
        && isEncrypted(delta)
        && isPassed(old) != isPassed(now);
  }

  private static boolean isEncrypted(RouteDelta delta) {
    return delta.witness().scheme() == Scheme.HTTPS || delta.witness().scheme() == Scheme.TLS;
  }

  private static boolean isPassed(Forward forward) {
    return forward
        .attributes()
        .getOrDefault(RouteAttribute.TLS_MODE.key(), "")
        .equals("passthrough");
  }

  private static Found found(RouteDelta delta) {
    var object = Objects.requireNonNullElse(delta.objectAfter(), delta.object());
    return found(object, delta.match().host(), delta.fieldPath(), isPassed((Forward) delta.after()))
        .shownBy(delta.witness());
  }

  private static Found found(ObjectRef object, String host, String fieldPath, boolean passes) {
    return Found.at(
        DESCRIPTION,
        object,
        Wording.host(host),
        fieldPath,
        passes
            ? "TLS of %s is no longer terminated here but passed through: rules for paths and headers, redirects and authentication no longer apply"
                .formatted(Wording.host(host))
            : "TLS of %s is no longer passed through but terminated here: the backend gets other bytes, and clients see another certificate"
                .formatted(Wording.host(host)),
        "Serve the other mode under a host or port of its own, and move clients over.");
  }
}
