package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Operation;
import dev.routeguard.routing.RouteTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * X07. What only the inside could reach becomes reachable from outside: a Service turns into a load
 * balancer without an internal marker, a marker is removed or flipped, or a route moves from
 * entries that are internal to one that is public. New objects widen nothing that was there.
 */
public final class ExposureWidened implements ChangeCheck {
  static final String NAME = "exposure-widened";
  private static final String REMEDY =
      "Keep it internal, and create a separate public object where one is meant.";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X07",
          NAME,
          "Internal becomes reachable from outside",
          Severity.CRITICAL,
          "A Service, Ingress, Gateway or route goes from internal to internet-facing.",
          List.of());

  private final Exposures exposures = Exposures.load();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      if (change.operation() == Operation.UPDATE) {
        byMarkers(change)
            .or(() -> byEntries(situation, change.ref()))
            .map(Found::of)
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Finding> byMarkers(Change change) {
    if (change.before() == null || change.after() == null) {
      return Optional.empty();
    }
    var before = exposures.marked(change.before());
    var after = exposures.marked(change.after());
    var widened =
        switch (before) {
          // A load balancer that nothing marks as internal is public with every provider.
          case NONE -> after == Exposure.PUBLIC || after == Exposure.UNKNOWN;
          case INTERNAL -> after == Exposure.PUBLIC || isOpenUnmarked(change.after(), after);
          case PUBLIC, UNKNOWN -> false;
        };
    return widened
        ? Optional.of(finding(change.ref(), field(change), words(change.before(), before)))
        : Optional.empty();
  }

  private static boolean isOpenUnmarked(KubernetesObject object, Exposure exposure) {
    var kind = object.ref().kind();
    return exposure == Exposure.UNKNOWN && (kind == Kind.SERVICE || kind == Kind.GATEWAY);
  }

  private static String words(KubernetesObject before, Exposure exposure) {
    if (exposure == Exposure.INTERNAL) {
      return "was internal and becomes reachable from outside";
    }
    var type = before.text("spec", "type");
    return "was of type %s and becomes a load balancer reachable from outside"
        .formatted(type.isEmpty() ? "ClusterIP" : type);
  }

  private static String field(Change change) {
    var before = change.before();
    var after = change.after();
    if (before == null || after == null) {
      return "";
    }
    if (!before.text("spec", "type").equals(after.text("spec", "type"))) {
      return "spec.type";
    }
    if (!before.map("spec", "infrastructure").equals(after.map("spec", "infrastructure"))) {
      return "spec.infrastructure.annotations";
    }
    return before.annotations().equals(after.annotations()) ? "spec" : "metadata.annotations";
  }

  /** A route that leaves internal entries for one whose address is public. */
  private static Optional<Finding> byEntries(Situation situation, ObjectRef ref) {
    if (ref.kind() != Kind.INGRESS && !Kind.GATEWAY_ROUTES.contains(ref.kind())) {
      return Optional.empty();
    }
    var before = published(situation.before(), ref);
    var after = published(situation.after(), ref);
    return before.equals(Set.of(Exposure.INTERNAL)) && after.contains(Exposure.PUBLIC)
        ? Optional.of(
            finding(
                ref,
                ref.kind() == Kind.INGRESS ? "spec.ingressClassName" : "spec.parentRefs",
                "was served on internal addresses only and moves to a public one"))
        : Optional.empty();
  }

  private static Set<Exposure> published(RouteTables tables, ObjectRef ref) {
    return tables.entriesOf(ref).stream()
        .map(entry -> Exposures.published(tables, entry))
        .collect(Collectors.toSet());
  }

  private static Finding finding(ObjectRef ref, String fieldPath, String words) {
    return new Finding(
        NAME,
        Severity.CRITICAL,
        ref,
        "exposure",
        fieldPath,
        "%s %s %s".formatted(ref.kind(), ref.name(), words),
        REMEDY,
        "");
  }
}
