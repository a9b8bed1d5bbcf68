package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * S04. The path, port or protocol by which a balancer checks its targets goes away or moves, by
 * what {@code health-checks.tsv} lists. Writing out the value that was the default changes nothing,
 * nor does a check that comes where there was none.
 */
public final class HealthCheckChanged implements ChangeCheck {
  static final String NAME = "health-check-changed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S04",
          NAME,
          "Health check removed or moved",
          Severity.HIGH,
          "The path, port or protocol by which a load balancer checks its targets is removed or"
              + " changed.",
          List.of());

  private final List<Setting> settings = Setting.load();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      if (change.before() != null && change.after() != null && matters(change, situation)) {
        for (var setting : meant(change)) {
          if (setting.moves(change.before(), change.after())) {
            found.add(found(change, setting));
          }
        }
      }
    }
    return found;
  }

  /** The settings, those of each port as often as the objects name ports. */
  private List<Setting> meant(Change change) {
    var keys = new TreeSet<String>();
    Stream.of(change.before(), change.after())
        .filter(Objects::nonNull)
        .forEach(object -> keys.addAll(object.annotations().keySet()));
    return settings.stream().flatMap(setting -> setting.among(keys)).toList();
  }

  /** On a Service, also where an Ingress sends to it: ALB reads its annotations too. */
  private static boolean matters(Change change, Situation situation) {
    var before = Objects.requireNonNull(change.before());
    return before.ref().kind() == Kind.INGRESS
        || before.text("spec", "type").equals("LoadBalancer")
        || isRouted(before, situation.before().estate());
  }

  private static boolean isRouted(KubernetesObject service, Estate estate) {
    return service.ref().kind() == Kind.SERVICE
        && !estate.routesNaming(service.ref().namespace(), service.ref().name()).isEmpty();
  }

  private static Found found(Change change, Setting setting) {
    var before = setting.value(Objects.requireNonNull(change.before()));
    var after = setting.value(Objects.requireNonNull(change.after()));
    return Found.at(
        DESCRIPTION,
        change.ref(),
        setting.key(),
        "metadata.annotations[%s]".formatted(setting.key()),
        "the health check's %s of %s goes from %s to %s: targets are taken out if that does not"
                .formatted(setting.part(), change.ref(), orNone(before), orNone(after))
            + " answer",
        "Use what the Pods' readiness probe uses, and change both together.");
  }

  private static String orNone(String value) {
    return value.isEmpty() ? "none" : value;
  }

  private record Setting(String kind, String key, String standard, String part) {
    private static final Set<String> SHARED = Set.of("Ingress");

    static List<Setting> load() {
      return Table.rows("health-checks.tsv", 4).stream()
          .map(row -> new Setting(row.get(0), row.get(1), row.get(2), row.get(3)))
          .toList();
    }

    /** With each key that its own stands for. */
    Stream<Setting> among(Set<String> keys) {
      int star = key.indexOf('*');
      return star < 0
          ? Stream.of(this)
          : keys.stream()
              .filter(
                  one ->
                      one.startsWith(key.substring(0, star))
                          && one.endsWith(key.substring(star + 1)))
              .map(one -> new Setting(kind, one, standard, part));
    }

    boolean moves(KubernetesObject before, KubernetesObject after) {
      var kind = before.ref().kind().kindName();
      return (kind.equals(this.kind) || SHARED.contains(this.kind))
          && !value(before).equalsIgnoreCase(value(after));
    }

    String value(KubernetesObject object) {
      var value = object.annotations().getOrDefault(key, "").strip();
      return value.isEmpty() ? standard : value;
    }
  }
}
