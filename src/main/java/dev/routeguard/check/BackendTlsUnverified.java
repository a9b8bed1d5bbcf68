package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * T08. proxy-ssl-verify is off by default, so that anybody on the way can answer; it needs
 * proxy-ssl-secret with the CA.
 */
public final class BackendTlsUnverified implements StateCheck {
  static final String NAME = "backend-tls-unverified";
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";
  private static final Set<String> TLS = Set.of("HTTPS", "GRPCS");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T08",
          NAME,
          "Backend certificate not verified",
          Severity.MEDIUM,
          "ingress-nginx speaks TLS to the backend without verifying its certificate.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(
            ingress -> TLS.contains(value(ingress, "backend-protocol").toUpperCase(Locale.ROOT)))
        .filter(
            ingress ->
                !value(ingress, "proxy-ssl-verify").equals("on")
                    || value(ingress, "proxy-ssl-secret").isEmpty())
        .map(
            ingress ->
                Found.at(
                    DESCRIPTION,
                    ingress.ref(),
                    "backend",
                    "metadata.annotations[%s]".formatted(PREFIX + "proxy-ssl-verify"),
                    "%s takes any certificate from its backends".formatted(ingress.ref()),
                    "Set proxy-ssl-verify to on and name the CA in proxy-ssl-secret."))
        .toList();
  }

  private static String value(KubernetesObject ingress, String name) {
    return ingress.annotations().getOrDefault(PREFIX + name, "").strip();
  }
}
