package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.GatewayRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * S03. When a backend is slow, retries are what keeps it down (HTTPRouteRetry; ingress-nginx
 * proxy-next-upstream, where non_idempotent retries POST).
 */
public final class RetryAmplification implements StateCheck {
  static final String NAME = "retry-amplification";
  private static final String MAX_ATTEMPTS = "maxAttempts";
  private static final String TRIES = "nginx.ingress.kubernetes.io/proxy-next-upstream-tries";

  /** RFC 9110, section 9.2.2. */
  private static final Set<String> NOT_IDEMPOTENT = Set.of("POST", "PATCH");

  private static final String ON = "nginx.ingress.kubernetes.io/proxy-next-upstream";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S03",
          NAME,
          "Retries can multiply load",
          Severity.MEDIUM,
          "A route tries more often than maxAttempts, or retries answers of the class 4xx or"
              + " requests that are not idempotent.",
          List.of(ParameterSpec.number(MAX_ATTEMPTS, 3, 0, 100, "Most attempts per request.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var most = parameters.decimal(MAX_ATTEMPTS);
    return Stream.concat(
            scope.present(Kind.INGRESS).flatMap(ingress -> ofIngress(ingress, most)),
            scope.present(Kind.HTTP_ROUTE, Kind.GRPC_ROUTE).flatMap(route -> ofRoute(route, most)))
        .toList();
  }

  private static Stream<Found> ofIngress(KubernetesObject ingress, double most) {
    var tries = ingress.annotations().getOrDefault(TRIES, "");
    var on = ingress.annotations().getOrDefault(ON, "");
    var found = new ArrayList<Found>();
    if (tries.matches("[0-9]{1,9}") && Long.parseLong(tries) > most) {
      found.add(found(ingress, TRIES, "metadata.annotations[" + TRIES + "]", tries + " times"));
    }
    if (on.contains("non_idempotent") || on.contains("http_4")) {
      found.add(found(ingress, ON, "metadata.annotations[" + ON + "]", "on " + on));
    }
    return found.stream();
  }

  private static Stream<Found> ofRoute(KubernetesObject route, double most) {
    return GatewayRule.of(route).stream().flatMap(rule -> ofRule(rule, most));
  }

  private static Stream<Found> ofRule(GatewayRule rule, double most) {
    var found = new ArrayList<Found>();
    var route = rule.route();
    var retry = Tree.map(rule.rule(), "retry");
    var at = rule.rulePath() + ".retry";
    var place = Wording.path(rule.match());
    var attempts = Tree.number(retry, "attempts", 0);
    if (attempts > most) {
      found.add(found(route, "attempts of " + place, at, attempts + " times"));
    }
    if (Tree.list(retry, "codes").stream().anyMatch(RetryAmplification::isClientError)) {
      found.add(found(route, "codes of " + place, at, "on answers of class 4xx"));
    }
    if (!retry.isEmpty()
        && route.ref().kind() == Kind.HTTP_ROUTE
        && NOT_IDEMPOTENT.contains(rule.match().method())) {
      var method = rule.match().method();
      found.add(found(route, "method of " + place, at, method + ", which is not idempotent"));
    }
    return found.stream();
  }

  // 429 asks to come back later, 408 says the request never arrived whole.
  private static boolean isClientError(Object code) {
    return code instanceof Long number
        && number >= 400
        && number < 500
        && number != 408
        && number != 429;
  }

  private static Found found(KubernetesObject object, String subject, String at, String words) {
    return Found.at(
        DESCRIPTION,
        object.ref(),
        subject,
        at,
        "%s retries %s".formatted(object.ref(), words),
        "Retry less often, and only on 502, 503 and 504.");
  }
}
