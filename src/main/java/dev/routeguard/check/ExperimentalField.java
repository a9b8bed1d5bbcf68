package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * D05. Fields of the experimental channel may change or go, and with the standard CRDs the API
 * server drops them without a word; by what {@code experimental-fields.tsv} lists.
 */
public final class ExperimentalField implements StateCheck {
  static final String NAME = "experimental-field";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D05",
          NAME,
          "Experimental field in production",
          Severity.LOW,
          "A route or Gateway uses a field that only the experimental channel of the Gateway API"
              + " has.",
          List.of());

  private final List<List<String>> fields = Table.rows("experimental-fields.tsv", 2);

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(
            Kind.GATEWAY,
            Kind.HTTP_ROUTE,
            Kind.GRPC_ROUTE,
            Kind.TLS_ROUTE,
            Kind.TCP_ROUTE,
            Kind.UDP_ROUTE)
        .flatMap(this::found)
        .toList();
  }

  private Stream<Found> found(KubernetesObject object) {
    return fields.stream()
        .filter(row -> row.get(0).equals(object.ref().kind().kindName()))
        .map(row -> row.get(1))
        .filter(field -> has(object.document(), Arrays.asList(field.split("\\."))))
        .map(
            field ->
                Found.at(
                    DESCRIPTION,
                    object.ref(),
                    field,
                    field,
                    "%s uses %s, which only the experimental channel of the Gateway API has"
                        .formatted(object.ref(), field),
                    "Check that the CRDs and the controller of your version know it."));
  }

  /** Whether a path leads anywhere, through any item where it meets a list. */
  private static boolean has(Map<String, Object> parent, List<String> path) {
    var key = path.get(0);
    if (path.size() == 1) {
      return parent.containsKey(key);
    }
    var rest = path.subList(1, path.size());
    return parent.get(key) instanceof List<?>
        ? Tree.maps(parent, key).stream().anyMatch(item -> has(item, rest))
        : has(Tree.map(parent, key), rest);
  }
}
