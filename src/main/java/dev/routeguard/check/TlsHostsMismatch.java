package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.from.Ingresses;
import java.util.List;
import java.util.stream.Stream;

/** T12. The host left out is served with the default certificate, or in plain. */
public final class TlsHostsMismatch implements StateCheck {
  static final String NAME = "tls-hosts-mismatch";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T12",
          NAME,
          "tls hosts and rule hosts differ",
          Severity.MEDIUM,
          "A tls host matches no rule host, or a rule host is left out of every tls entry of"
              + " an object that uses TLS.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(ingress -> !Ingresses.tls(ingress).isEmpty())
        .flatMap(TlsHostsMismatch::mismatches)
        .toList();
  }

  private static Stream<Found> mismatches(KubernetesObject ingress) {
    var tls = Ingresses.tls(ingress);
    var rules = Ingresses.hosts(ingress);
    var strays =
        tls.stream()
            .flatMap(entry -> entry.hosts().stream())
            .distinct()
            .filter(host -> rules.stream().noneMatch(rule -> covers(host, rule)))
            .map(host -> found(ingress, host, "spec.tls", "%s has TLS but no rule"));
    var plain =
        rules.stream()
            .filter(host -> !host.isEmpty())
            .filter(host -> tls.stream().noneMatch(entry -> entry.covers(host)))
            .map(host -> found(ingress, host, "spec.rules", "%s has a rule but no TLS"));
    return Stream.concat(strays, plain);
  }

  // A rule for every host stands for each tls host; a wildcard on either side covers one label.
  private static boolean covers(String tlsHost, String ruleHost) {
    return ruleHost.isEmpty()
        || tlsHost.equals(ruleHost)
        || isBelow(tlsHost, ruleHost)
        || isBelow(ruleHost, tlsHost);
  }

  private static boolean isBelow(String host, String wildcard) {
    return wildcard.startsWith("*.")
        && host.indexOf('.') > 0
        && host.substring(host.indexOf('.')).equals(wildcard.substring(1));
  }

  private static Found found(KubernetesObject ingress, String host, String at, String words) {
    return Found.at(
        DESCRIPTION,
        ingress.ref(),
        host,
        at,
        words.formatted(host) + " in " + ingress.ref(),
        "List the same hosts in both.");
  }
}
