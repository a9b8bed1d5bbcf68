package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.Outcome.Redirect;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.Scheme;
import dev.routeguard.routing.TlsHost;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * T04. A host that had TLS loses it while it is still served, or its plain requests stop
 * redirecting to HTTPS and are answered by a backend. A host that goes altogether is {@link
 * RouteLost}.
 */
public final class TlsRemoved implements ChangeCheck {
  static final String NAME = "tls-removed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T04",
          NAME,
          "TLS or HTTPS redirect removed",
          Severity.CRITICAL,
          "A served host that had TLS loses it, or its plain requests stop redirecting to HTTPS and"
              + " are answered by a backend.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var byIdentity = new LinkedHashMap<Finding.Identity, Found>();
    for (var claim : claims(situation)) {
      var finding = lostTls(situation, claim);
      finding.forEach(one -> byIdentity.putIfAbsent(one.identity(), Found.of(one)));
    }
    for (var delta : situation.diff().deltas()) {
      var host = delta.witness().host();
      if (stopsRedirecting(delta)
          && byIdentity.keySet().stream().noneMatch(id -> names(id, host))) {
        var finding = lostRedirect(delta);
        byIdentity.putIfAbsent(finding.identity(), Found.of(finding));
      }
    }
    return List.copyOf(byIdentity.values());
  }

  /** The hosts whose TLS the changes may touch, by the entries they are served on. */
  private static Set<Claim> claims(Situation situation) {
    var claims = new LinkedHashSet<Claim>();
    for (var object : situation.touched().stream().sorted().toList()) {
      for (var entry : situation.before().entriesOf(object)) {
        situation
            .before()
            .hostsOf(object)
            .forEach(host -> claims.add(new Claim(entry, host, object)));
      }
    }
    return claims;
  }

  private static List<Finding> lostTls(Situation situation, Claim claim) {
    var before = situation.before().tls(claim.entry(), claim.host());
    var after = situation.after();
    if (before.isEmpty()
        || !after.tls(claim.entry(), claim.host()).isEmpty()
        || !isServedPlain(after, claim)) {
      return List.of();
    }
    return List.of(lostTls(claim, before.get(0)));
  }

  private static boolean isServedPlain(RouteTables tables, Claim claim) {
    return tables.routesOn(claim.entry(), claim.host()).stream()
        .anyMatch(route -> route.outcome().isServed());
  }

  private static Finding lostTls(Claim claim, TlsHost had) {
    var certificate = had.secrets().isEmpty() ? "" : " (was Secret %s)".formatted(had.secrets());
    return new Finding(
        NAME,
        Severity.CRITICAL,
        had.object(),
        claim.host(),
        Wording.listOf(had.fieldPath()),
        "%s loses TLS%s but is still served without"
            .formatted(Wording.host(claim.host()), certificate),
        "Put it back, or serve plain HTTP under another host.",
        witness(claim.host()));
  }

  private static String witness(String host) {
    var concrete = host.startsWith("*.") ? "any" + host.substring(1) : host;
    return concrete.isEmpty() ? "" : Request.get(Scheme.HTTPS, concrete, "/").toString();
  }

  private static boolean stopsRedirecting(RouteDelta delta) {
    return delta.witness().scheme() == Scheme.HTTP
        && delta.before() instanceof Redirect redirect
        && redirect.location().toLowerCase(Locale.ROOT).startsWith("https:")
        && delta.after() instanceof Forward forward
        && forward.isServed()
        && (delta.object() != null || delta.objectAfter() != null);
  }

  private static boolean names(Finding.Identity identity, String host) {
    return identity.subject().equals(host);
  }

  private static Finding lostRedirect(RouteDelta delta) {
    var object = Objects.requireNonNullElse(delta.objectAfter(), delta.object());
    var host = Wording.host(delta.match().host());
    return new Finding(
        NAME,
        Severity.CRITICAL,
        object,
        host + " redirect",
        delta.fieldPath(),
        "plain requests to %s no longer redirect to HTTPS and go to %s"
            .formatted(
                Wording.place(delta.entry(), delta.match(), delta.witness()),
                Wording.outcome(delta.after(), object.namespace())),
        "Keep the redirect, or serve plain HTTP under another host.",
        delta.witness().toString());
  }

  private record Claim(Entry entry, String host, ObjectRef object) {}
}
