package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.dialect.ControllerFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two entries are one door when they have published the same address. What one of them no longer
 * answers and the other does alike is no loss for those who come to that address, and no gain the
 * other way round: an Ingress replaced by an equivalent HTTPRoute changes nothing.
 *
 * <p>Where one controller serves both and both have a route for the same host and path, it prefers
 * one kind: what the other kind gains or loses behind it, nobody notices.
 */
final class SharedDoors {
  private final RouteTables before;
  private final RouteTables after;

  SharedDoors(RouteTables before, RouteTables after) {
    this.before = before;
    this.after = after;
  }

  /** The difference as it shows at the door; empty where it does not. */
  Optional<RouteDelta> seen(RouteDelta delta) {
    return answersAlike(delta) ? Optional.empty() : amongRivals(delta);
  }

  private boolean answersAlike(RouteDelta delta) {
    return switch (delta.type()) {
      case LOST -> answers(after, before, delta, delta.before());
      case GAINED -> answers(before, after, delta, delta.after());
      case MOVED, REWEIGHTED, CHANGED -> false;
    };
  }

  /**
   * @param asked the side on which the delta's own entry has no answer
   * @param known the side that has it, and so the address
   */
  private boolean answers(RouteTables asked, RouteTables known, RouteDelta delta, Outcome wanted) {
    return others(asked, known, delta).stream()
        .anyMatch(other -> Answers.same(asked.answer(other, delta.witness()), wanted));
  }

  /** The other entries behind the door of a delta's entry. */
  private List<Entry> others(RouteTables asked, RouteTables known, RouteDelta delta) {
    var request = delta.witness();
    var addresses = addresses(known, delta.entry(), request);
    return asked.behind(addresses).stream()
        .filter(other -> !other.equals(delta.entry()))
        .filter(other -> overlap(addresses(asked, other, request), addresses))
        .toList();
  }

  private Optional<RouteDelta> amongRivals(RouteDelta delta) {
    if (!ControllerFamily.hasPreference(after.estate(), delta.entry())) {
      return Optional.of(delta);
    }
    for (Entry rival : others(after, before, delta)) {
      if (rival.type() != delta.entry().type()) {
        var preferred = ControllerFamily.preferred(after.estate(), delta.entry(), rival);
        if (preferred.filter(rival::equals).isPresent()) {
          return isHidden(delta, rival) ? Optional.empty() : Optional.of(delta);
        }
        if (preferred.isPresent()) {
          return Optional.of(besides(delta, rival));
        }
      }
    }
    return Optional.of(delta);
  }

  /** Whether the preferred entry answers both before and after. */
  private boolean isHidden(RouteDelta delta, Entry rival) {
    return claim(before, rival, delta).isPresent() && claim(after, rival, delta).isPresent();
  }

  /** What the preferred entry gains it takes from the other, and what it loses the other has. */
  private RouteDelta besides(RouteDelta delta, Entry rival) {
    var old =
        delta.type() == RouteDelta.Type.GAINED
            ? claim(before, rival, delta)
            : Optional.<Explanation>empty();
    var now =
        delta.type() == RouteDelta.Type.LOST
            ? claim(after, rival, delta)
            : Optional.<Explanation>empty();
    if (old.isEmpty() && now.isEmpty()) {
      return delta;
    }
    var was = old.map(Explanation::outcome).orElse(delta.before());
    var is = now.map(Explanation::outcome).orElse(delta.after());
    return new RouteDelta(
        Answers.difference(was, is),
        delta.entry(),
        delta.match(),
        old.map(SharedDoors::object).orElse(delta.object()),
        now.map(SharedDoors::object).orElse(delta.objectAfter()),
        delta.fieldPath(),
        delta.witness(),
        was,
        is);
  }

  /** The rival's answer, where it has a route for the very host and path. */
  private static Optional<Explanation> claim(RouteTables tables, Entry rival, RouteDelta delta) {
    var explanation = tables.explain(rival, delta.witness());
    return Optional.of(explanation)
        .filter(e -> !e.candidates().isEmpty())
        .filter(e -> e.candidates().get(0).match().host().equals(delta.match().host()))
        .filter(e -> e.candidates().get(0).match().path().equals(delta.match().path()));
  }

  private static ObjectRef object(Explanation explanation) {
    return explanation.candidates().get(0).object();
  }

  private Set<String> addresses(RouteTables tables, Entry entry, Request request) {
    return tables.addressesAt(entry, request.host(), ref -> hasNotMovedTo(entry, ref));
  }

  private boolean hasNotMovedTo(Entry entry, ObjectRef ref) {
    var old = before.entriesOf(ref);
    return old.isEmpty() || old.contains(entry);
  }

  private static boolean overlap(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }
}
