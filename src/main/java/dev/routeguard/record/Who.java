package dev.routeguard.record;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who made a change, and how that is known.
 *
 * @param origin admission where the user is known; else only the watch saw it
 */
record Who(Actor actor, Origin origin) {
  Who {
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(origin, "origin");
  }

  static Who asked(Actor actor) {
    return new Who(actor, Origin.ADMISSION);
  }

  /**
   * As the object itself tells: the tool that wrote its spec last. A hint, since a client chooses
   * that name. A deletion leaves no such trace.
   */
  static Who hintedBy(Landing landing) {
    var after = landing.after();
    var manager = after == null ? "" : lastManager(after);
    return new Who(new Actor("", List.of(), manager), Origin.WATCH);
  }

  private static String lastManager(KubernetesObject object) {
    return object.list("metadata", "managedFields").stream()
        .filter(Map.class::isInstance)
        .map(entry -> (Map<?, ?>) entry)
        .filter(entry -> !"status".equals(entry.get("subresource")))
        .max(Comparator.comparing(entry -> text(entry, "time")))
        .map(entry -> text(entry, "manager"))
        .orElse("");
  }

  private static String text(Map<?, ?> entry, String key) {
    return Objects.requireNonNullElse(entry.get(key), "").toString();
  }
}
