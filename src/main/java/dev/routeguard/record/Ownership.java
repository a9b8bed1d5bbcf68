package dev.routeguard.record;

import dev.routeguard.estate.KubernetesObject;
import java.util.Map;
import java.util.Optional;

/**
 * Which program keeps an object the way it wants it. To put something back under such a program
 * would start a fight: it would write its state again within seconds or minutes.
 */
public final class Ownership {
  /** Annotation of a revision that says who owned the object in that state. */
  public static final String OWNER = "routeguard.dev/owner";

  private static final String ARGO_TRACKING = "argocd.argoproj.io/tracking-id";
  private static final String ARGO_INSTANCE = "argocd.argoproj.io/instance";
  private static final String FLUX_KUSTOMIZATION = "kustomize.toolkit.fluxcd.io/name";
  private static final String FLUX_RELEASE = "helm.toolkit.fluxcd.io/name";
  private static final String HELM_RELEASE = "meta.helm.sh/release-name";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  private Ownership() {}

  /** The owner in words, such as {@code Argo CD application shop}; empty for a person's object. */
  public static Optional<String> of(KubernetesObject object) {
    return argo(object)
        .or(() -> labelled(object, FLUX_KUSTOMIZATION, "Flux Kustomization "))
        .or(() -> labelled(object, FLUX_RELEASE, "Flux HelmRelease "))
        .or(() -> helm(object))
        .or(() -> controller(object));
  }

  /** Tracking ids look like {@code app:group/Kind:namespace/name}. */
  private static Optional<String> argo(KubernetesObject object) {
    return Optional.ofNullable(object.annotations().get(ARGO_TRACKING))
        .map(id -> "Argo CD application " + id.split(":", 2)[0])
        .or(() -> labelled(object, ARGO_INSTANCE, "Argo CD application "));
  }

  private static Optional<String> labelled(KubernetesObject object, String key, String what) {
    return Optional.ofNullable(object.labels().get(key))
        .or(() -> Optional.ofNullable(object.annotations().get(key)))
        .map(name -> what + name);
  }

  /** Both marks, as Helm itself asks for before it takes an object as its own. */
  private static Optional<String> helm(KubernetesObject object) {
    return Optional.ofNullable(object.annotations().get(HELM_RELEASE))
        .filter(release -> "Helm".equals(object.labels().get(MANAGED_BY)))
        .map(release -> "Helm release " + release);
  }

  private static Optional<String> controller(KubernetesObject object) {
    return object.list("metadata", "ownerReferences").stream()
        .filter(Map.class::isInstance)
        .map(owner -> (Map<?, ?>) owner)
        .map(owner -> owner.get("kind") + " " + owner.get("name"))
        .findFirst();
  }
}
