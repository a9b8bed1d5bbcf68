package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.Share;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * C05. A backend comes to answer the outside and one node or zone that fails takes all of it along.
 * A backend without any ready endpoint is {@link BackendNoReadyEndpoints}.
 */
public final class SingleEndpoint implements ChangeCheck {
  static final String NAME = "single-endpoint";
  private static final String MIN_READY = "minReady";
  private static final String MIN_ZONES = "minZones";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C05",
          NAME,
          "Public route rests on one endpoint or zone",
          Severity.MEDIUM,
          "A newly routed public backend has fewer than minReady ready endpoints, or all in fewer"
              + " than minZones zones where the estate has several.",
          List.of(
              ParameterSpec.number(MIN_READY, 2, 1, 1000, "Fewest ready endpoints."),
              ParameterSpec.number(
                  MIN_ZONES, 2, 1, 10, "Fewest zones, where endpoints say their zones.")));

  private final Exposures exposures = Exposures.load();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.diff().deltas().stream()
        .filter(delta -> delta.objectAfter() != null && !isInternal(situation, delta.entry()))
        .flatMap(
            delta ->
                newShares(delta)
                    .flatMap(share -> found(situation, delta, share, parameters).stream()))
        .toList();
  }

  private boolean isInternal(Situation situation, Entry entry) {
    var marked =
        door(entry).flatMap(situation::object).map(exposures::marked).orElse(Exposure.UNKNOWN);
    return (marked == Exposure.UNKNOWN ? Exposures.published(situation.after(), entry) : marked)
        == Exposure.INTERNAL;
  }

  private static Optional<ObjectRef> door(Entry entry) {
    return switch (entry.type()) {
      case INGRESS_CLASS -> Optional.empty();
      case GATEWAY -> Optional.of(new ObjectRef(Kind.GATEWAY, entry.namespace(), entry.name()));
      case LOAD_BALANCER ->
          Optional.of(new ObjectRef(Kind.SERVICE, entry.namespace(), entry.name()));
    };
  }

  private static Stream<Share> newShares(RouteDelta delta) {
    var before = backends(delta.before());
    return delta.after() instanceof Forward forward
        ? forward.shares().stream()
            .filter(share -> share.percent() > 0 && share.readyEndpoints() > 0)
            .filter(share -> !before.contains(share.backend()))
        : Stream.empty();
  }

  private static Set<Backend> backends(Outcome outcome) {
    return outcome instanceof Forward forward
        ? forward.shares().stream().map(Share::backend).collect(Collectors.toSet())
        : Set.of();
  }

  private static Optional<Found> found(
      Situation situation, RouteDelta delta, Share share, Parameters parameters) {
    if (share.readyEndpoints() < parameters.decimal(MIN_READY)) {
      return Optional.of(
          found(
              delta,
              share,
              "which has " + InWords.count(share.readyEndpoints(), "ready endpoint"),
              "Run at least %.0f replicas.".formatted(parameters.decimal(MIN_READY))));
    }
    var estate = situation.after().estate();
    var zones = zones(estate, share.backend());
    return zones.isEmpty()
            || zones.contains("")
            || zones.size() >= parameters.decimal(MIN_ZONES)
            || !hasOthers(estate, zones)
        ? Optional.empty()
        : Optional.of(
            found(
                delta,
                share,
                "whose %d ready endpoints are all in zone %s"
                    .formatted(share.readyEndpoints(), String.join(", ", zones)),
                "Spread the Pods over zones (topologySpreadConstraints)."));
  }

  private static Set<String> zones(Estate estate, Backend backend) {
    var service = new ObjectRef(Kind.SERVICE, backend.namespace(), backend.service());
    return ServiceEndpoints.all(estate, service).stream()
        .filter(ServiceEndpoints::isReady)
        .map(endpoint -> Tree.text(endpoint, "zone"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether some other slice has endpoints elsewhere. */
  private static boolean hasOthers(Estate estate, Set<String> zones) {
    int here = zones.stream().mapToInt(zone -> slices(estate, zone)).sum();
    return slices(estate, IndexKey.SEVERAL) > 0 || slices(estate, IndexKey.ANY) > here;
  }

  private static int slices(Estate estate, String zone) {
    return estate.refs(new IndexKey.InZone(zone)).size();
  }

  private static Found found(RouteDelta delta, Share share, String why, String remedy) {
    var object = Objects.requireNonNull(delta.objectAfter());
    var place = Wording.place(delta.entry(), delta.match(), delta.witness());
    return Found.at(
            DESCRIPTION,
            object,
            "%s -> %s".formatted(place, share.backend()),
            Wording.backendField(object, delta.fieldPath()),
            "%s goes to %s, %s"
                .formatted(place, Wording.backend(share.backend(), object.namespace()), why),
            remedy)
        .shownBy(delta.witness());
  }
}
