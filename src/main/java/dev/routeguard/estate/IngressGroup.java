package dev.routeguard.estate;

import java.util.Objects;

/** The group of AWS Load Balancer Controller that an Ingress joins, in any namespace. */
public final class IngressGroup {
  private static final String KEY = "alb.ingress.kubernetes.io/group.name";

  private IngressGroup() {}

  /** Empty text where it joins none. */
  public static String of(KubernetesObject ingress) {
    return Objects.requireNonNullElse(ingress.annotations().get(KEY), "").strip();
  }
}
