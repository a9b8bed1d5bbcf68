package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * S14. Without balancing over zones each zone gets the same share, however few endpoints it has;
 * what switches it is listed in {@code cross-zone.tsv}.
 */
public final class CrossZoneOff implements ChangeCheck {
  static final String NAME = "cross-zone-off";
  private static final String RATIO = "ratio";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S14",
          NAME,
          "Cross-zone off with uneven zones",
          Severity.MEDIUM,
          "Balancing over zones is switched off while one zone has more than ratio times the ready"
              + " endpoints of another.",
          List.of(
              ParameterSpec.number(
                  RATIO, 2, 1, 100, "Largest number of endpoints of a zone for one of another.")));

  private final List<List<String>> switches = Table.rows("cross-zone.tsv", 2);

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.SERVICE)
        .filter(change -> change.before() != null && change.after() != null)
        .flatMap(
            change -> found(situation.after().estate(), change, parameters.decimal(RATIO)).stream())
        .toList();
  }

  private Optional<Found> found(Estate estate, Change change, double ratio) {
    return switches.stream()
        .filter(row -> isOn(Objects.requireNonNull(change.before()), row))
        .filter(row -> !isOn(Objects.requireNonNull(change.after()), row))
        .map(row -> row.get(0))
        .findFirst()
        .flatMap(
            key -> {
              var zones = zones(estate, change.ref());
              return isUneven(zones, ratio)
                  ? Optional.of(found(change.ref(), key, zones))
                  : Optional.empty();
            });
  }

  private static boolean isOn(KubernetesObject service, List<String> row) {
    return AttributeList.value(service, row.get(0), row.get(1)).filter("true"::equals).isPresent();
  }

  private static Map<String, Long> zones(Estate estate, ObjectRef service) {
    return ServiceEndpoints.all(estate, service).stream()
        .filter(ServiceEndpoints::isReady)
        .map(endpoint -> Tree.text(endpoint, "zone"))
        .filter(zone -> !zone.isEmpty())
        .collect(Collectors.groupingBy(zone -> zone, TreeMap::new, Collectors.counting()));
  }

  private static boolean isUneven(Map<String, Long> zones, double ratio) {
    var most = zones.values().stream().mapToLong(Long::longValue).max().orElse(0);
    var least = zones.values().stream().mapToLong(Long::longValue).min().orElse(0);
    return zones.size() > 1 && most > ratio * least;
  }

  private static Found found(ObjectRef service, String key, Map<String, Long> zones) {
    return Found.at(
        DESCRIPTION,
        service,
        "cross-zone",
        "metadata.annotations[%s]".formatted(key),
        "%s no longer balances over zones, and its ready endpoints are uneven: %s"
            .formatted(
                service,
                zones.entrySet().stream()
                    .map(zone -> zone.getValue() + " in " + zone.getKey())
                    .collect(Collectors.joining(", "))),
        "Even out the zones first (topologySpreadConstraints).");
  }
}
