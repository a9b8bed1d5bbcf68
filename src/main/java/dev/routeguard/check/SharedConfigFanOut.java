package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.InWords;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * C10. One setting that many routes share changes: the controller or the parameters of a class, or
 * how a backend's certificate is verified. What stands in the parameters themselves and in settings
 * of vendors is not read.
 */
public final class SharedConfigFanOut implements ChangeCheck {
  static final String NAME = "shared-config-fan-out";
  private static final String MAX_ROUTES = "maxRoutes";
  private static final Map<Kind, List<String>> SETTINGS =
      Map.of(
          Kind.INGRESS_CLASS, List.of("controller", "parameters"),
          Kind.GATEWAY_CLASS, List.of("controllerName", "parametersRef"),
          Kind.BACKEND_TLS_POLICY, List.of("validation", "options"));

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C10",
          NAME,
          "Shared setting touches many routes",
          Severity.HIGH,
          "The controller or parameters of an IngressClass or GatewayClass, or the validation of a"
              + " BackendTLSPolicy, change and more than maxRoutes routes depend on them.",
          List.of(
              ParameterSpec.number(
                  MAX_ROUTES, 20, 1, 10000, "Most route objects one setting may touch.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var most = parameters.decimal(MAX_ROUTES);
    return situation.changes().stream()
        .filter(change -> change.before() != null && change.after() != null)
        .flatMap(change -> found(situation.before().estate(), change, most).stream())
        .toList();
  }

  private static Optional<Found> found(Estate estate, Change change, double most) {
    var before = Objects.requireNonNull(change.before());
    var after = Objects.requireNonNull(change.after());
    return SETTINGS.getOrDefault(change.ref().kind(), List.of()).stream()
        .filter(key -> !Objects.equals(before.map("spec").get(key), after.map("spec").get(key)))
        .findFirst()
        .flatMap(
            key -> {
              var users = users(estate, before);
              return users.size() > most
                  ? Optional.of(found(change.ref(), key, users))
                  : Optional.empty();
            });
  }

  private static Set<ObjectRef> users(Estate estate, KubernetesObject shared) {
    var ref = shared.ref();
    var users =
        switch (ref.kind()) {
          case INGRESS_CLASS ->
              estate.refs(new IndexKey.ByClass(Kind.INGRESS, ref.name())).stream();
          case GATEWAY_CLASS ->
              estate.refs(new IndexKey.ByClass(Kind.GATEWAY, ref.name())).stream()
                  .flatMap(gateway -> estate.refs(new IndexKey.ByParent(gateway)).stream());
          default ->
              Tree.maps(shared.map("spec"), "targetRefs").stream()
                  .flatMap(
                      target ->
                          estate.routesNaming(ref.namespace(), Tree.text(target, "name")).stream());
        };
    return users.collect(Collectors.toCollection(TreeSet::new));
  }

  private static Found found(ObjectRef shared, String key, Set<ObjectRef> users) {
    return Found.at(
        DESCRIPTION,
        shared,
        key,
        "spec." + key,
        "another spec.%s of %s takes effect on %s at once, such as %s"
            .formatted(
                key,
                shared,
                InWords.count(users.size(), "route object"),
                users.stream().limit(3).map(ObjectRef::toString).collect(Collectors.joining(", "))),
        "Make a second %s with the new setting and move one route over first."
            .formatted(shared.kind()));
  }
}
