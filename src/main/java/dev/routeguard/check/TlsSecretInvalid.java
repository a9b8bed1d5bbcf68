package dev.routeguard.check;

import dev.routeguard.estate.CertificateFacts;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * T01. A Secret that an Ingress or listener names is absent, of another type, without certificate
 * or key, or can't be read; also because the change deletes or overwrites it. ingress-nginx then
 * answers with its own certificate, a Gateway listener is not programmed.
 */
public final class TlsSecretInvalid implements StateCheck {
  static final String NAME = "tls-secret-invalid";
  private static final String TLS_TYPE = "kubernetes.io/tls";

  /** What makes cert-manager issue the Secret once the object is there (ingress-shim). */
  private static final Set<String> ISSUERS =
      Set.of("cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T01",
          NAME,
          "TLS Secret missing or malformed",
          Severity.HIGH,
          "A Secret that an Ingress or listener names for TLS does not exist, is not of type"
              + " kubernetes.io/tls, lacks certificate or key, or can't be read.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    if (scope.estate().isUnknown(Kind.SECRET)) {
      return List.of();
    }
    return CertificateUse.in(scope).flatMap(use -> found(use, scope.estate()).stream()).toList();
  }

  @Override
  public List<Note> notes(Situation situation, Parameters parameters) {
    var scope = new Scope(situation.after(), situation.touched());
    return scope.estate().isUnknown(Kind.SECRET)
        ? CertificateUse.in(scope)
            .map(use -> new Note(NAME, use.object().ref(), use.fieldPath(), "Secrets are not read"))
            .toList()
        : List.of();
  }

  private static Optional<Found> found(CertificateUse use, Estate estate) {
    var secret = estate.find(use.secret());
    var wrong = secret.map(TlsSecretInvalid::problem).orElse(Optional.of("it does not exist"));
    return wrong.map(why -> found(use, why, secret.isEmpty() && isToBeIssued(use.object())));
  }

  private static Optional<String> problem(KubernetesObject secret) {
    return secret.text("type").equals(TLS_TYPE)
        ? CertificateFacts.problem(secret)
        : Optional.of("its type is not " + TLS_TYPE);
  }

  private static Found found(CertificateUse use, String why, boolean toBeIssued) {
    var hosts = use.hosts().isEmpty() ? "" : " for " + String.join(", ", use.hosts());
    var found =
        Found.at(
            DESCRIPTION,
            use.object().ref(),
            use.secret().toString(),
            use.fieldPath(),
            "%s names Secret %s/%s%s, which gives no certificate: %s"
                .formatted(
                    use.object().ref(), use.secret().namespace(), use.secret().name(), hosts, why),
            "Create the Secret (type kubernetes.io/tls, with tls.crt and tls.key) before it is"
                + " named, or correct the name.");
    return toBeIssued ? found.as(Severity.MEDIUM) : found;
  }

  private static boolean isToBeIssued(KubernetesObject object) {
    return object.annotations().keySet().stream().anyMatch(ISSUERS::contains);
  }
}
