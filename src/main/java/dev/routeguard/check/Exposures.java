package dev.routeguard.check;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteTables;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads who can reach an object from the markers of {@code internal-markers.tsv}, and for an entry
 * without markers from the addresses it has published.
 */
final class Exposures {
  /** RFC 1918, RFC 6598 and RFC 4193: not routed on the internet. */
  private static final List<AddressRange> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7").stream()
          .map(range -> AddressRange.parse(range).orElseThrow())
          .toList();

  private static final String ANY = "*";

  private final List<Marker> markers;

  private Exposures(List<Marker> markers) {
    this.markers = List.copyOf(markers);
  }

  static Exposures load() {
    return new Exposures(Table.rows("internal-markers.tsv", 6).stream().map(Marker::of).toList());
  }

  /** By markers alone; {@code UNKNOWN} where there is none. */
  Exposure marked(KubernetesObject object) {
    return switch (object.ref().kind()) {
      case SERVICE -> service(object);
      case INGRESS ->
          first(
              byClass("ingress-class", ingressClass(object)),
              byAnnotations(object, annotations(object)));
      case GATEWAY ->
          first(
              byAnnotations(object, infrastructure(object)),
              byClass("gateway-class", object.text("spec", "gatewayClassName")));
      default -> Exposure.UNKNOWN;
    };
  }

  private Exposure service(KubernetesObject service) {
    return service.text("spec", "type").equals("LoadBalancer")
        ? byAnnotations(service, annotations(service))
        : Exposure.NONE;
  }

  /** Where an entry's published addresses are all private, or one is not. */
  static Exposure published(RouteTables tables, Entry entry) {
    Set<Boolean> kinds =
        tables.addressesOf(entry).stream()
            .map(AddressRange::parse)
            .flatMap(Optional::stream)
            .map(address -> address.isWithin(PRIVATE))
            .collect(Collectors.toSet());
    if (kinds.isEmpty()) {
      return Exposure.UNKNOWN;
    }
    return kinds.contains(false) ? Exposure.PUBLIC : Exposure.INTERNAL;
  }

  private static Exposure first(Exposure one, Exposure other) {
    return one == Exposure.UNKNOWN ? other : one;
  }

  private Exposure byAnnotations(KubernetesObject object, Map<String, String> annotations) {
    var found =
        markers.stream()
            .filter(marker -> marker.where().equals("annotation"))
            .map(marker -> marker.read(annotations, object))
            .collect(Collectors.toSet());
    if (found.contains(Exposure.INTERNAL)) {
      return Exposure.INTERNAL;
    }
    return found.contains(Exposure.PUBLIC) ? Exposure.PUBLIC : Exposure.UNKNOWN;
  }

  private Exposure byClass(String where, String name) {
    return markers.stream()
        .filter(marker -> marker.where().equals(where) && marker.key().equals(name))
        .map(marker -> marker.internal().isEmpty() ? Exposure.PUBLIC : Exposure.INTERNAL)
        .findFirst()
        .orElse(Exposure.UNKNOWN);
  }

  /** What an object says by its annotations, empty values left out. */
  private static Map<String, String> annotations(KubernetesObject object) {
    return object.annotations();
  }

  /** A Gateway hands these on to the load balancer it makes (GatewayInfrastructure). */
  private static Map<String, String> infrastructure(KubernetesObject gateway) {
    return gateway.map("spec", "infrastructure", "annotations").entrySet().stream()
        .filter(entry -> entry.getValue() instanceof String)
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> (String) entry.getValue()));
  }

  private static String ingressClass(KubernetesObject ingress) {
    var field = ingress.text("spec", "ingressClassName");
    return field.isEmpty()
        ? ingress.annotations().getOrDefault("kubernetes.io/ingress.class", "")
        : field;
  }

  private record Marker(
      String where,
      String key,
      Set<String> internal,
      Set<String> open,
      boolean internalWhereAbsent,
      String loadBalancerClass) {

    static Marker of(List<String> row) {
      return new Marker(
          row.get(0),
          row.get(1),
          values(row.get(2)),
          values(row.get(3)),
          row.get(4).equals("internal"),
          row.get(5).replace("loadBalancerClass=", ""));
    }

    private static Set<String> values(String cell) {
      return Arrays.stream(cell.split("\\|"))
          .filter(value -> !value.isEmpty())
          .collect(Collectors.toSet());
    }

    Exposure read(Map<String, String> annotations, KubernetesObject object) {
      var value = annotations.get(key);
      if (value == null) {
        return internalWhereAbsent
                && object.text("spec", "loadBalancerClass").equals(loadBalancerClass)
            ? Exposure.INTERNAL
            : Exposure.UNKNOWN;
      }
      if (isOneOf(internal, value)) {
        return Exposure.INTERNAL;
      }
      return isOneOf(open, value) ? Exposure.PUBLIC : Exposure.UNKNOWN;
    }

    private static boolean isOneOf(Set<String> values, String value) {
      return values.contains(ANY) || values.stream().anyMatch(value.strip()::equalsIgnoreCase);
    }
  }
}
