package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rule 7. cert-manager's HTTP-01 solvers come and go with their Services while a certificate is
 * issued; checks about routes and their backends leave them alone. Exempt is an object with the
 * solver label whose paths all lie below the challenge path, and the Services it names. Source:
 * cert-manager, HTTP01 solver labels; RFC 8555 section 8.3.
 */
final class AcmeSolvers {
  private static final String LABEL = "acme.cert-manager.io/http01-solver";
  private static final String CHALLENGES = "/.well-known/acme-challenge/";

  /** Catalogue codes R01, R03, R04, R05, R06, C01, C05, C07, T04, T12, X04, X17, G01 and D01. */
  private static final Set<String> EXEMPTING =
      Set.of(
          BackendServiceMissing.NAME,
          "route-conflict",
          RouteTakenOver.NAME,
          RouteLost.NAME,
          "route-retargeted",
          BackendNoReadyEndpoints.NAME,
          SingleEndpoint.NAME,
          ServingObjectDeleted.NAME,
          TlsRemoved.NAME,
          "tls-hosts-mismatch",
          "host-taken-over",
          "node-port-exposed",
          "owner-missing",
          "retired-controller");

  private final List<Estate> estates;

  private AcmeSolvers(List<Estate> estates) {
    this.estates = estates;
  }

  static AcmeSolvers in(Estate... estates) {
    return new AcmeSolvers(List.of(estates));
  }

  boolean isExempt(Finding finding) {
    return EXEMPTING.contains(finding.check())
        && estates.stream().anyMatch(estate -> isSolver(estate, finding.object()));
  }

  private static boolean isSolver(Estate estate, ObjectRef ref) {
    if (ref.kind() == Kind.SERVICE) {
      return estate.routesNaming(ref.namespace(), ref.name()).stream()
          .anyMatch(route -> estate.find(route).filter(AcmeSolvers::isSolver).isPresent());
    }
    return estate.find(ref).filter(AcmeSolvers::isSolver).isPresent();
  }

  private static boolean isSolver(KubernetesObject object) {
    if (!"true".equals(object.labels().get(LABEL))) {
      return false;
    }
    var paths = paths(object).toList();
    return !paths.isEmpty() && paths.stream().allMatch(path -> path.startsWith(CHALLENGES));
  }

  private static Stream<String> paths(KubernetesObject object) {
    var rules = object.list("spec", "rules").stream();
    return object.ref().kind() == Kind.INGRESS
        ? rules.flatMap(rule -> items(child(rule, "http"), "paths")).map(path -> text(path, "path"))
        : rules
            .flatMap(rule -> items(rule, "matches"))
            .map(match -> text(child(match, "path"), "value"));
  }

  private static Object child(Object parent, String key) {
    return parent instanceof Map<?, ?> map && map.get(key) != null ? map.get(key) : Map.of();
  }

  private static Stream<?> items(Object parent, String key) {
    return child(parent, key) instanceof List<?> list ? list.stream() : Stream.empty();
  }

  private static String text(Object parent, String key) {
    return child(parent, key) instanceof String text ? text : "";
  }
}
