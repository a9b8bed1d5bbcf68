package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.Optional;

/**
 * D04. A manifest in a version that is served no longer, by what {@code served-versions.tsv} lists:
 * it is refused, and the tool that applies it stops in the middle. What comes from a cluster is in
 * a version that it serves.
 */
public final class UnservedApiVersion implements StateCheck {
  static final String NAME = "unserved-api-version";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D04",
          NAME,
          "API version not served",
          Severity.HIGH,
          "A manifest is written in an API version that is served no longer; Medium where the"
              + " experimental channel of the Gateway API goes on serving it.",
          List.of());

  private final List<List<String>> versions = Table.rows("served-versions.tsv", 5);

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.values())
        .filter(object -> object.uid().isEmpty())
        .flatMap(object -> found(object).stream())
        .toList();
  }

  private Optional<Found> found(KubernetesObject object) {
    var written = object.versionAsWritten();
    return versions.stream()
        .filter(row -> row.get(0).equals(written))
        .filter(row -> row.get(1).equals("*") || row.get(1).equals(object.ref().kind().kindName()))
        .findFirst()
        .map(row -> found(object, row));
  }

  private static Found found(KubernetesObject object, List<String> row) {
    var found =
        Found.at(
            DESCRIPTION,
            object.ref(),
            "apiVersion",
            "apiVersion",
            "%s is written in %s, which %s no longer serves%s"
                .formatted(
                    object.ref(),
                    row.get(0),
                    row.get(2),
                    row.get(4).isEmpty() ? "" : " in its standard channel"),
            "Write it as %s.".formatted(row.get(3)));
    return row.get(4).isEmpty() ? found : found.as(Severity.MEDIUM);
  }
}
