package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import java.util.List;
import java.util.Set;

/**
 * D02. spec.ingressClassName has replaced it (Kubernetes documentation, Ingress). GKE reads only
 * the annotation, so its classes are not meant.
 */
public final class LegacyClassAnnotation implements StateCheck {
  static final String NAME = "legacy-class-annotation";
  private static final String KEY = "kubernetes.io/ingress.class";
  private static final Set<String> GKE = Set.of("gce", "gce-internal");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D02",
          NAME,
          "Legacy class annotation",
          Severity.LOW,
          "An Ingress names its class by the annotation kubernetes.io/ingress.class.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(ingress -> !GKE.contains(ingress.annotations().getOrDefault(KEY, "gce")))
        .filter(ingress -> ingress.text("spec", "ingressClassName").isEmpty())
        .map(
            ingress ->
                Found.at(
                    DESCRIPTION,
                    ingress.ref(),
                    KEY,
                    "metadata.annotations[%s]".formatted(KEY),
                    "%s names its class by the legacy annotation".formatted(ingress.ref()),
                    "Use spec.ingressClassName."))
        .toList();
  }
}
