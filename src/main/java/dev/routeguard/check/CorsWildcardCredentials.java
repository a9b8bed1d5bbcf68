package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import java.util.List;
import java.util.stream.Stream;

/**
 * X15. In ingress-nginx both are the default once enable-cors is on; of an HTTPRoute the CORS
 * filter says so (HTTPRouteCORS).
 */
public final class CorsWildcardCredentials implements StateCheck {
  static final String NAME = "cors-wildcard-credentials";
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X15",
          NAME,
          "CORS for all origins with credentials",
          Severity.MEDIUM,
          "Every origin may send requests with the credentials of its visitors.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var ingresses =
        scope
            .present(Kind.INGRESS)
            .filter(CorsWildcardCredentials::isOpen)
            .map(i -> found(i, "cors"));
    var routes = scope.present(Kind.HTTP_ROUTE).flatMap(CorsWildcardCredentials::filters);
    return Stream.concat(ingresses, routes).toList();
  }

  private static boolean isOpen(KubernetesObject ingress) {
    return value(ingress, "enable-cors", "false").equals("true")
        && value(ingress, "cors-allow-credentials", "true").equals("true")
        && value(ingress, "cors-allow-origin", "*").equals("*");
  }

  private static String value(KubernetesObject ingress, String name, String standard) {
    var value = ingress.annotations().getOrDefault(PREFIX + name, "").strip();
    return value.isEmpty() ? standard : value;
  }

  private static Stream<Found> filters(KubernetesObject route) {
    return Tree.maps(route.map("spec"), "rules").stream()
        .filter(
            rule ->
                Tree.maps(rule, "filters").stream()
                    .map(filter -> Tree.map(filter, "cors"))
                    .anyMatch(
                        cors ->
                            Tree.texts(cors, "allowOrigins").contains("*")
                                && Tree.flag(cors, "allowCredentials", false)))
        .map(rule -> found(route, "cors " + rule.getOrDefault("matches", "/")));
  }

  private static Found found(KubernetesObject object, String subject) {
    return Found.at(
        DESCRIPTION,
        object.ref(),
        subject,
        object.ref().kind() == Kind.INGRESS
            ? "metadata.annotations[%s]".formatted(PREFIX + "cors-allow-origin")
            : "spec.rules",
        "%s lets every origin send requests with credentials".formatted(object.ref()),
        "List the origins, or do without credentials.");
  }
}
