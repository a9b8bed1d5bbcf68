package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * X18. A copy of every request, with cookies and tokens, goes to somebody else; CVE-2025-1098 and
 * HTTPRouteRequestMirror. Mirrors within the namespace are fine.
 */
public final class MirrorToForeign implements StateCheck {
  static final String NAME = "mirror-to-foreign";
  private static final String NGINX = "nginx.ingress.kubernetes.io/mirror-target";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X18",
          NAME,
          "Requests mirrored elsewhere",
          Severity.HIGH,
          "A route sends a copy of its requests to another namespace or to a host outside.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return Stream.concat(
            scope.present(Kind.INGRESS).flatMap(ingress -> annotation(ingress).stream()),
            scope.present(Kind.HTTP_ROUTE, Kind.GRPC_ROUTE).flatMap(MirrorToForeign::filters))
        .toList();
  }

  /** The value is a URL, in which nginx variables may stand for what the request has. */
  private static Optional<Found> annotation(KubernetesObject ingress) {
    var value = ingress.annotations().getOrDefault(NGINX, "").strip();
    var host = Request.normalHost(value.replaceFirst("^[a-z]+://", "").replaceFirst("[/$].*$", ""));
    var namespace = ingress.ref().namespace();
    boolean isInside =
        host.isEmpty() || host.endsWith("." + namespace) || host.contains("." + namespace + ".svc");
    return isInside || !host.contains(".")
        ? Optional.empty()
        : Optional.of(found(ingress, host, "metadata.annotations[%s]".formatted(NGINX)));
  }

  private static Stream<Found> filters(KubernetesObject route) {
    return Tree.maps(route.map("spec"), "rules").stream()
        .flatMap(
            rule ->
                Stream.concat(
                    Tree.maps(rule, "filters").stream(),
                    Tree.maps(rule, "backendRefs").stream()
                        .flatMap(ref -> Tree.maps(ref, "filters").stream())))
        .map(filter -> Tree.map(Tree.map(filter, "requestMirror"), "backendRef"))
        .filter(ref -> isElsewhere(ref, route.ref().namespace()))
        .map(
            ref ->
                found(
                    route,
                    Tree.text(ref, "namespace") + "/" + Tree.text(ref, "name"),
                    "spec.rules"));
  }

  private static boolean isElsewhere(Map<String, Object> ref, String namespace) {
    return !ref.isEmpty() && !Tree.text(ref, "namespace", namespace).equals(namespace);
  }

  private static Found found(KubernetesObject object, String where, String fieldPath) {
    return Found.at(
        DESCRIPTION,
        object.ref(),
        where,
        fieldPath,
        "%s sends a copy of its requests, with cookies and tokens, to %s"
            .formatted(object.ref(), where),
        "Mirror to a Service of the same namespace.");
  }
}
