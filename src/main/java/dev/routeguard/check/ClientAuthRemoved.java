package dev.routeguard.check;

import dev.routeguard.routing.RouteAttribute;
import java.util.List;
import java.util.Locale;

/**
 * T09. auth-tls-verify-client of ingress-nginx goes to off or optional, mutual-authentication of
 * ALB goes, frontend validation of a Gateway goes or becomes AllowInsecureFallback.
 */
public final class ClientAuthRemoved implements ChangeCheck {
  static final String NAME = "client-auth-removed";
  private static final List<String> LAX =
      List.of("verify=off", "verify=optional", "allowinsecurefallback", "\"mode\":\"off\"");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T09",
          NAME,
          "Client certificates no longer required",
          Severity.CRITICAL,
          "A served host asked clients for a certificate and no longer does, or takes those"
              + " without a valid one.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return AttributeChange.of(RouteAttribute.TLS_CLIENT_CERTIFICATES, situation)
        .filter(change -> isStrict(change.before()) && !isStrict(change.after()))
        .map(
            change ->
                change.found(
                    DESCRIPTION,
                    "asked for a client certificate and will not insist on one",
                    "Put it back, or agree on another authentication."))
        .toList();
  }

  private static boolean isStrict(String value) {
    var text = value.toLowerCase(Locale.ROOT);
    return !text.isEmpty() && LAX.stream().noneMatch(text::contains);
  }
}
