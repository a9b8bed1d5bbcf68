package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * X20. Text that a controller other than ingress-nginx copies into its configuration as it is, by
 * what {@code raw-config.tsv} lists: whoever writes it can read what the controller can.
 */
public final class RawConfig implements StateCheck {
  static final String NAME = "raw-config";
  private static final String ALLOWED = "allowedNamespaces";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X20",
          NAME,
          "Raw data-plane configuration",
          Severity.HIGH,
          "An annotation holds text that the controller copies into its configuration.",
          List.of(
              ParameterSpec.texts(ALLOWED, List.of(), "Namespaces whose objects may hold it.")));

  private final Map<String, String> keys =
      Table.rows("raw-config.tsv", 2).stream()
          .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var allowed = Set.copyOf(parameters.texts(ALLOWED));
    return scope
        .present(Kind.INGRESS, Kind.SERVICE)
        .filter(object -> !allowed.contains(object.ref().namespace()))
        .flatMap(this::found)
        .toList();
  }

  private Stream<Found> found(KubernetesObject object) {
    return object.annotations().entrySet().stream()
        .filter(one -> keys.containsKey(one.getKey()) && !one.getValue().isBlank())
        .sorted(Map.Entry.comparingByKey())
        .map(
            one ->
                Found.at(
                    DESCRIPTION,
                    object.ref(),
                    one.getKey(),
                    "metadata.annotations[%s]".formatted(one.getKey()),
                    "%s puts raw configuration into %s: \"%s\""
                        .formatted(one.getKey(), keys.get(one.getKey()), shortened(one.getValue())),
                    "Use the annotation or field that is made for it, or ask the platform team."));
  }

  private static String shortened(String text) {
    var line = text.strip().lines().findFirst().orElse("");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
