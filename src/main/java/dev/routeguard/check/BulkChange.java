package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RouteDelta;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * C15. One actor changes or deletes so much within minutes that nobody can have looked at it
 * (Skyscanner, August 2021). It counts what is judged together: a change set, a plan, a case. New
 * objects do not count, nor do those whose change nobody notices.
 */
public final class BulkChange implements ChangeCheck {
  static final String NAME = "bulk-change";
  private static final String MAX_OBJECTS = "maxObjects";
  private static final String WINDOW = "windowMinutes";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C15",
          NAME,
          "Many objects changed at once",
          Severity.HIGH,
          "Of the changes judged together, one actor changes or deletes more than maxObjects"
              + " routing objects with effect on requests within windowMinutes.",
          List.of(
              ParameterSpec.number(MAX_OBJECTS, 25, 1, 10000, "Most objects."),
              ParameterSpec.number(WINDOW, 5, 1, 1440, "Within how many minutes.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public boolean sumsUp() {
    return true;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var most = parameters.decimal(MAX_OBJECTS);
    if (situation.changes().size() <= most) {
      return List.of();
    }
    var window = Duration.ofSeconds(Math.round(60 * parameters.decimal(WINDOW)));
    var felt = felt(situation);
    var byActor =
        situation.changes().stream()
            .filter(change -> change.before() != null && isMeant(change))
            .filter(change -> felt.contains(change.ref()))
            .sorted(Comparator.comparing(Change::at).thenComparing(Change::ref))
            .collect(
                Collectors.groupingBy(
                    change -> change.actor().user(), TreeMap::new, Collectors.toList()));
    return byActor.values().stream()
        .flatMap(changes -> most(changes, window).stream())
        .filter(changes -> changes.size() > most)
        .map(BulkChange::found)
        .toList();
  }

  private static boolean isMeant(Change change) {
    return change.before() != null
        && (change.after() == null || !Fingerprint.same(change.before(), change.after()));
  }

  /** The objects that have to do with requests that are answered differently. */
  private static Set<ObjectRef> felt(Situation situation) {
    var felt = new HashSet<ObjectRef>();
    for (var delta : situation.diff().deltas()) {
      add(delta, felt);
    }
    for (var change : situation.changes()) {
      if (change.ref().kind() == Kind.SERVICE
          && ServiceEndpoints.isRouted(situation.before().estate(), change.ref())) {
        felt.add(change.ref());
      }
    }
    return felt;
  }

  private static void add(RouteDelta delta, Set<ObjectRef> felt) {
    Optional.ofNullable(delta.object()).ifPresent(felt::add);
    Optional.ofNullable(delta.objectAfter()).ifPresent(felt::add);
    if (delta.entry().type() == Entry.Type.GATEWAY) {
      felt.add(new ObjectRef(Kind.GATEWAY, delta.entry().namespace(), delta.entry().name()));
    }
  }

  /** The longest run of changes that lies within the window. */
  private static Optional<List<Change>> most(List<Change> changes, Duration window) {
    List<Change> best = List.of();
    int from = 0;
    for (int to = 0; to < changes.size(); to++) {
      while (changes.get(from).at().plus(window).isBefore(changes.get(to).at())) {
        from++;
      }
      if (to + 1 - from > best.size()) {
        best = changes.subList(from, to + 1);
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static Found found(List<Change> changes) {
    var first = changes.get(0);
    var user = first.actor().user();
    long deleted = changes.stream().filter(change -> change.after() == null).count();
    return Found.at(
        DESCRIPTION,
        first.ref(),
        "changes by " + user,
        "",
        "%s changes %d and deletes %d routing objects at once, such as %s"
            .formatted(
                user.isEmpty() ? "somebody" : user,
                changes.size() - deleted,
                deleted,
                changes.stream()
                    .limit(3)
                    .map(change -> change.ref().toString())
                    .collect(Collectors.joining(", "))),
        "Roll it out namespace by namespace, and look after each.");
  }
}
