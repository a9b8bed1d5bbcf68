package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.IngressGroup;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteDelta;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * R31. The place of an Ingress in its ALB group decides which rule is tried first; AWS Load
 * Balancer Controller docs, group.order.
 */
public final class GroupOrderChanged implements ChangeCheck {
  static final String NAME = "group-order-changed";
  private static final String KEY = "alb.ingress.kubernetes.io/group.order";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R31",
          NAME,
          "ALB group order re-ranks others",
          Severity.HIGH,
          "An edit of group.order makes another Ingress of the group answer requests.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var seen = new HashSet<ObjectRef>();
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.INGRESS && isReordered(change))
        .filter(change -> seen.add(change.ref()))
        .flatMap(
            change ->
                situation.diff().deltas().stream()
                    .filter(delta -> changesHands(delta, change.ref()))
                    .map(delta -> found(change.ref(), delta)))
        .toList();
  }

  private static boolean isReordered(Change change) {
    return change.before() != null
        && change.after() != null
        && !IngressGroup.of(change.after()).isEmpty()
        && !Objects.equals(
            order(change.before().annotations()), order(change.after().annotations()));
  }

  private static String order(Map<String, String> annotations) {
    return annotations.getOrDefault(KEY, "0");
  }

  private static boolean changesHands(RouteDelta delta, ObjectRef moved) {
    var from = delta.object();
    var to = delta.objectAfter();
    return from != null
        && to != null
        && !from.equals(to)
        && (from.equals(moved) || to.equals(moved));
  }

  private static Found found(ObjectRef moved, RouteDelta delta) {
    var place = Wording.place(delta.entry(), delta.match(), delta.witness());
    return Found.at(
            DESCRIPTION,
            moved,
            place,
            "metadata.annotations[%s]".formatted(KEY),
            "%s goes from %s to %s by the new order of the group"
                .formatted(place, delta.object(), delta.objectAfter()),
            "Keep the order, or take the match out of one of the two first.")
        .shownBy(delta.witness());
  }
}
