package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Scheme;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * R15. Two Ingresses of one class want to answer whatever nobody else does; the second is ignored,
 * or nobody says which it is (Traefik: "The default backend already exists").
 */
public final class DefaultBackendDuplicate implements StateCheck {
  static final String NAME = "default-backend-duplicate";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R15",
          NAME,
          "More than one default backend on an entry",
          Severity.MEDIUM,
          "Several Ingresses of a class have a defaultBackend, or / without a host: one of them"
              + " answers, the others are ignored.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(ingress -> !field(ingress).isEmpty())
        .flatMap(
            ingress ->
                scope.tables().entriesOf(ingress.ref()).stream()
                    .flatMap(entry -> found(scope, entry, ingress).stream()))
        .toList();
  }

  /** As it is written: a controller that ignores the second has no route of it. */
  private static String field(KubernetesObject ingress) {
    return Ingresses.rules(ingress).stream()
        .filter(rule -> rule.host().isEmpty() && rule.path().equals("/") && !rule.isExact())
        .max(Comparator.comparing(IngressRule::isDefault))
        .map(IngressRule::fieldPath)
        .orElse("");
  }

  private static Optional<Found> found(Scope scope, Entry entry, KubernetesObject ingress) {
    var others =
        scope.tables().claiming(entry, "").stream()
            .filter(ref -> !ref.equals(ingress.ref()))
            .flatMap(ref -> scope.estate().find(ref).stream())
            .filter(other -> !field(other).isEmpty())
            .map(other -> other.ref().toString())
            .sorted()
            .toList();
    var everything = Request.get(Scheme.HTTP, "", "/");
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Found.at(
                    DESCRIPTION,
                    ingress.ref(),
                    "default of " + entry,
                    field(ingress),
                    "%s wants to answer what nobody else does on %s, and so does %s; requests get %s"
                        .formatted(
                            ingress.ref(),
                            entry,
                            String.join(", ", others),
                            Wording.outcome(
                                scope.tables().answer(entry, everything),
                                ingress.ref().namespace())),
                    "Keep one, in the platform's namespace.")
                .shownBy(everything));
  }
}
