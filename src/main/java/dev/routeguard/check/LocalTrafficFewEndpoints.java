package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.Tree;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * S07. Nodes without endpoint then drop what reaches them (KEP-1669); endpoints whose node nobody
 * says are not counted.
 */
public final class LocalTrafficFewEndpoints implements ChangeCheck {
  static final String NAME = "local-traffic-few-endpoints";
  private static final String MIN_NODES = "minNodes";
  private static final String FIELD = "externalTrafficPolicy";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S07",
          NAME,
          "Local policy leaves few nodes",
          Severity.HIGH,
          "externalTrafficPolicy becomes Local while ready endpoints stand on fewer than"
              + " minNodes nodes.",
          List.of(
              ParameterSpec.number(MIN_NODES, 2, 1, 1000, "Fewest nodes with ready endpoints.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var least = parameters.decimal(MIN_NODES);
    return situation.changes().stream()
        .filter(LocalTrafficFewEndpoints::becomesLocal)
        .flatMap(change -> found(change, situation.after().estate(), least).stream())
        .toList();
  }

  private static boolean becomesLocal(Change change) {
    return change.ref().kind() == Kind.SERVICE
        && change.after() != null
        && change.after().text("spec", FIELD).equals("Local")
        && change.before() != null
        && !change.before().text("spec", FIELD).equals("Local");
  }

  private static Optional<Found> found(Change change, Estate estate, double least) {
    var nodes = new TreeSet<String>();
    for (var slice : estate.slicesOf(change.ref().namespace(), change.ref().name())) {
      for (var endpoint : Tree.maps(slice.document(), "endpoints")) {
        if (Tree.flag(Tree.map(endpoint, "conditions"), "ready", true)) {
          nodes.add(Tree.text(endpoint, "nodeName"));
        }
      }
    }
    return nodes.contains("") || nodes.isEmpty() || nodes.size() >= least
        ? Optional.empty()
        : Optional.of(
            Found.at(
                DESCRIPTION,
                change.ref(),
                FIELD,
                "spec." + FIELD,
                "%s becomes Local with ready endpoints on %s only"
                    .formatted(change.ref(), String.join(", ", nodes)),
                "Spread the Pods over more nodes first."));
  }
}
