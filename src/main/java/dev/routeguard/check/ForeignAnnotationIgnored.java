package dev.routeguard.check;

import dev.routeguard.estate.AnnotationMeaning;
import dev.routeguard.estate.AnnotationRow;
import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.RouteTables;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * D09. Somebody believes in a protection that is not there. Annotations of providers and of
 * Kubernetes itself are not meant.
 */
public final class ForeignAnnotationIgnored implements StateCheck {
  static final String NAME = "foreign-annotation-ignored";
  private static final Set<String> CONTROLLERS =
      Set.of(
          "ingress-nginx",
          "traefik",
          "aws-alb",
          "haproxy-ingress",
          "contour",
          "kong",
          "skipper",
          "nginx-inc");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D09",
          NAME,
          "Annotation of another controller has no effect",
          Severity.HIGH,
          "An Ingress has a security or traffic annotation of a controller that does not"
              + " serve its class.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .flatMap(ingress -> foreign(ingress, dialects(ingress, scope.tables())))
        .toList();
  }

  private static Set<String> dialects(KubernetesObject ingress, RouteTables tables) {
    return tables.entriesOf(ingress.ref()).stream()
        .filter(entry -> tables.dialectNote(entry).isEmpty())
        .map(tables::dialectOf)
        .collect(Collectors.toSet());
  }

  private static Stream<Found> foreign(KubernetesObject ingress, Set<String> dialects) {
    return dialects.isEmpty()
        ? Stream.empty()
        : ingress.annotations().keySet().stream()
            .sorted()
            .flatMap(
                key ->
                    AnnotationTable.SHIPPED
                        .row(key)
                        .filter(row -> isForeign(row, dialects))
                        .map(row -> found(ingress, key, row))
                        .stream());
  }

  private static boolean isForeign(AnnotationRow row, Set<String> dialects) {
    return CONTROLLERS.contains(row.dialect())
        && !dialects.contains(row.dialect())
        && dialects.stream().noneMatch(dialect -> dialect.endsWith(row.dialect()))
        && (row.meaning() == AnnotationMeaning.SECURITY
            || row.meaning() == AnnotationMeaning.ROUTE_RELEVANT);
  }

  private static Found found(KubernetesObject ingress, String key, AnnotationRow row) {
    return Found.at(
        DESCRIPTION,
        ingress.ref(),
        key,
        "metadata.annotations[%s]".formatted(key),
        "%s is one of %s, which does not serve %s".formatted(key, row.dialect(), ingress.ref()),
        "Use what the controller of this class has for it.");
  }
}
