package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDelta.Type;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.from.Ingresses;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * G09. Argo Rollouts and Flagger move weights between backends that a route names already; when one
 * of them does more, its configuration is wrong, and nobody is watching.
 */
public final class DeliveryOutOfEnvelope implements ChangeCheck {
  static final String NAME = "delivery-out-of-envelope";
  private static final String ACTORS = "actors";
  private static final String MAX_STEP = "maxStep";
  private static final String CANARY = "nginx.ingress.kubernetes.io/canary";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "G09",
          NAME,
          "Delivery controller leaves its envelope",
          Severity.MEDIUM,
          "A controller for progressive delivery changes anything but weights among the backends a"
              + " route has, or moves more than maxStep points at once.",
          List.of(
              ParameterSpec.texts(
                  ACTORS,
                  List.of(":argo-rollouts", ":flagger"),
                  "Users by the end of their names, such as a ServiceAccount's."),
              ParameterSpec.number(MAX_STEP, 50, 1, 100, "Most points of a share at once.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var actors = parameters.texts(ACTORS);
    return situation.changes().stream()
        .filter(change -> actors.stream().anyMatch(change.actor().user()::endsWith))
        .filter(change -> isRoute(change.ref().kind()) && isMeant(change))
        .flatMap(change -> found(situation, change, parameters.decimal(MAX_STEP)).stream())
        .toList();
  }

  private static boolean isRoute(Kind kind) {
    return kind == Kind.INGRESS || Kind.GATEWAY_ROUTES.contains(kind);
  }

  /** Those for ingress-nginx make and remove a canary object of their own. */
  private static boolean isMeant(Change change) {
    return !change.subject().annotations().getOrDefault(CANARY, "").equals("true")
        && (change.before() == null
            || change.after() == null
            || !Fingerprint.same(change.before(), change.after()));
  }

  private static Optional<Found> found(Situation situation, Change change, double most) {
    if (change.before() == null || change.after() == null) {
      return Optional.of(
          found(change, change.before() == null ? "creates it" : "deletes it", Optional.empty()));
    }
    var known = backends(change.before());
    return situation.diff().deltas().stream()
        .filter(
            delta ->
                change.ref().equals(delta.object()) || change.ref().equals(delta.objectAfter()))
        .flatMap(
            delta ->
                why(delta, known, most).map(why -> found(change, why, Optional.of(delta))).stream())
        .findFirst();
  }

  private static Set<String> backends(KubernetesObject route) {
    var services = new HashSet<String>();
    var namespace = route.ref().namespace();
    if (route.ref().kind() == Kind.INGRESS) {
      Ingresses.rules(route).forEach(rule -> services.add(name(rule.backend())));
    }
    for (Map<String, Object> rule : Tree.maps(route.map("spec"), "rules")) {
      Tree.maps(rule, "backendRefs")
          .forEach(
              ref ->
                  services.add(
                      Tree.text(ref, "namespace", namespace) + "/" + Tree.text(ref, "name")));
    }
    return services;
  }

  private static String name(Backend backend) {
    return backend.namespace() + "/" + backend.service();
  }

  private static Optional<String> why(RouteDelta delta, Set<String> known, double most) {
    if (!(delta.before() instanceof Forward before) || !(delta.after() instanceof Forward after)) {
      return Optional.of("changes which requests it takes");
    }
    var strange =
        Stream.concat(shares(before).keySet().stream(), shares(after).keySet().stream())
            .filter(service -> !known.contains(service))
            .sorted()
            .findFirst();
    if (strange.isPresent()) {
      return Optional.of("sends requests to " + strange.get() + ", which it did not name before");
    }
    if (delta.type() == Type.CHANGED) {
      return Optional.of("changes more than weights");
    }
    return step(before, after)
        .filter(points -> points > most)
        .map(points -> "moves %s at once".formatted(Wording.percent(points)));
  }

  private static Map<String, Double> shares(Outcome outcome) {
    return outcome instanceof Forward forward
        ? forward.shares().stream()
            .filter(share -> share.percent() > 0)
            .collect(Collectors.toMap(share -> name(share.backend()), Share::percent, Double::sum))
        : Map.of();
  }

  private static Optional<Double> step(Forward before, Forward after) {
    var old = shares(before);
    return shares(after).entrySet().stream()
        .map(share -> share.getValue() - old.getOrDefault(share.getKey(), 0.0))
        .max(Double::compare);
  }

  private static Found found(Change change, String why, Optional<RouteDelta> delta) {
    var place =
        delta
            .map(one -> " at " + Wording.place(one.entry(), one.match(), one.witness()))
            .orElse("");
    var found =
        Found.at(
            DESCRIPTION,
            change.ref(),
            "delivery",
            delta.map(RouteDelta::fieldPath).orElse(""),
            "%s, a delivery controller, %s: %s%s"
                .formatted(change.actor().user(), why, change.ref(), place),
            "Fix the rollout: steps, and the Services it names.");
    return delta.map(one -> found.shownBy(Objects.requireNonNull(one).witness())).orElse(found);
  }
}
