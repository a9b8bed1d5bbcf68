package dev.routeguard.check;

import dev.routeguard.estate.CertificateFacts;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * T02. The certificate for a host does not name it (a wildcard stands for one label, RFC 6125
 * section 6.4.3), is not yet valid, has expired, or soon will. One that soon will still answers, so
 * that is Medium.
 */
public final class CertificateNotValid implements StateCheck {
  static final String NAME = "certificate-not-valid";
  private static final String MIN_DAYS = "minDays";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T02",
          NAME,
          "Certificate does not fit host or date",
          Severity.HIGH,
          "The certificate has no name for a host it is used for, is not yet valid, has expired or"
              + " ends within minDays.",
          List.of(
              ParameterSpec.number(
                  MIN_DAYS, 14, 0, 365, "Days a certificate must still be valid; 0 for none.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var least = Duration.ofHours(Math.round(parameters.decimal(MIN_DAYS) * 24));
    return CertificateUse.in(scope)
        .flatMap(use -> found(use, scope.estate(), scope.at(), least))
        .toList();
  }

  private static Stream<Found> found(
      CertificateUse use, Estate estate, Optional<Instant> at, Duration least) {
    return estate
        .find(use.secret())
        .filter(secret -> CertificateFacts.problem(secret).isEmpty())
        .map(
            secret ->
                Stream.concat(
                    names(use, estate), at.stream().flatMap(now -> date(use, secret, now, least))))
        .orElse(Stream.empty());
  }

  private static Stream<Found> names(CertificateUse use, Estate estate) {
    var known =
        use.alternatives().stream()
            .flatMap(secret -> estate.find(secret).stream())
            .flatMap(secret -> CertificateFacts.names(secret).stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    return use.hosts().stream()
        .filter(host -> known.stream().noneMatch(name -> fits(name, host.toLowerCase(Locale.ROOT))))
        .map(
            host ->
                found(
                    use,
                    "name " + host,
                    "is not for %s but for %s"
                        .formatted(host, known.isEmpty() ? "no name" : String.join(", ", known)),
                    "Reissue it with this name."));
  }

  /** A wildcard host is served where the certificate names at least some host below it. */
  private static boolean fits(String name, String host) {
    return name.equals(host) || isBelow(host, name) || isBelow(name, host);
  }

  private static boolean isBelow(String host, String wildcard) {
    return wildcard.startsWith("*.")
        && host.indexOf('.') > 0
        && host.substring(host.indexOf('.')).equals(wildcard.substring(1));
  }

  private static Stream<Found> date(
      CertificateUse use, KubernetesObject secret, Instant now, Duration least) {
    var from = Instant.parse(secret.text(CertificateFacts.FIELD, "notBefore"));
    var until = Instant.parse(secret.text(CertificateFacts.FIELD, "notAfter"));
    if (now.isBefore(from)) {
      return Stream.of(found(use, "date", "is valid only from " + from, "Use one valid now."));
    }
    if (now.isAfter(until)) {
      return Stream.of(found(use, "date", "expired at " + until, "Renew it."));
    }
    return now.plus(least).isAfter(until)
        ? Stream.of(found(use, "date", "ends at " + until, "Renew it."))
        : Stream.empty();
  }

  private static Found found(CertificateUse use, String what, String words, String remedy) {
    return Found.at(
        DESCRIPTION,
        use.object().ref(),
        use.secret() + " " + what,
        use.fieldPath(),
        "the certificate in Secret %s/%s %s"
            .formatted(use.secret().namespace(), use.secret().name(), words),
        remedy);
  }
}
