package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * C14. Requests stay in the zone they come from, and the zone's endpoints carry all of them however
 * few they are; KEP-4444 (trafficDistribution), "Risks and Mitigations". A zone without endpoint
 * falls back to all others, so it is not meant.
 */
public final class TopologyConcentratesLoad implements StateCheck {
  static final String NAME = "topology-concentrates-load";
  private static final String MIN_SHARE = "minShare";
  private static final String FIELD = "trafficDistribution";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C14",
          NAME,
          "Locality sends load to few Pods",
          Severity.MEDIUM,
          "A routed Service keeps requests in their zone (trafficDistribution, or hints) and a zone"
              + " has less than minShare of its even share of ready endpoints.",
          List.of(
              ParameterSpec.share(
                  MIN_SHARE, 0.5, "Smallest part of its even share that a zone may have.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var least = parameters.decimal(MIN_SHARE);
    return scope
        .present(Kind.SERVICE)
        .filter(service -> ServiceEndpoints.isRouted(scope.estate(), service.ref()))
        .flatMap(service -> found(scope, service, least).stream())
        .toList();
  }

  private static Optional<Found> found(Scope scope, KubernetesObject service, double least) {
    var ready =
        ServiceEndpoints.all(scope.estate(), service.ref()).stream()
            .filter(ServiceEndpoints::isReady)
            .toList();
    boolean isHinted = ready.stream().anyMatch(endpoint -> !hints(endpoint).isEmpty());
    if (service.text("spec", FIELD).isEmpty() && !isHinted) {
      return Optional.empty();
    }
    var byZone = new TreeMap<String, Integer>();
    ready.forEach(endpoint -> zones(endpoint).forEach(zone -> byZone.merge(zone, 1, Integer::sum)));
    byZone.remove("");
    int all = byZone.values().stream().mapToInt(Integer::intValue).sum();
    return byZone.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .filter(zone -> zone.getValue() < least * all / byZone.size() - 1e-9)
        .map(zone -> found(service, isHinted, zone.getKey(), byZone))
        .map(found -> ServiceEndpoints.shown(found, scope.tables(), service.ref()));
  }

  private static List<String> hints(Map<String, Object> endpoint) {
    return Tree.maps(Tree.map(endpoint, "hints"), "forZones").stream()
        .map(zone -> Tree.text(zone, "name"))
        .toList();
  }

  /** Where its requests come from: what the hints say, else its own zone. */
  private static List<String> zones(Map<String, Object> endpoint) {
    var hints = hints(endpoint);
    return hints.isEmpty() ? List.of(Tree.text(endpoint, "zone")) : hints;
  }

  private static Found found(
      KubernetesObject service, boolean isHinted, String zone, Map<String, Integer> byZone) {
    var distribution = service.text("spec", FIELD);
    return Found.at(
        DESCRIPTION,
        service.ref(),
        "zone " + zone,
        distribution.isEmpty() ? "" : "spec." + FIELD,
        "%s keeps requests in their zone (%s), and zone %s has %d of %d ready endpoints in %d zones"
            .formatted(
                service.ref(),
                isHinted && distribution.isEmpty() ? "hints" : distribution,
                zone,
                byZone.get(zone),
                byZone.values().stream().mapToInt(Integer::intValue).sum(),
                byZone.size()),
        "Spread the replicas evenly over the zones, or take trafficDistribution away.");
  }
}
