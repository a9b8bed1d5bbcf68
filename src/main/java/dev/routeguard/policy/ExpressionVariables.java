package dev.routeguard.policy;

import dev.cel.common.values.NullValue;
import dev.routeguard.check.Situation;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RouteDiff;
import dev.routeguard.routing.RouteTables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What expressions can read. {@code object}, {@code oldObject}, {@code request}, {@code
 * namespaceObject} and {@code params} are as in ValidatingAdmissionPolicy; {@code routes}, {@code
 * diff} and {@code impact} are what the change does to traffic.
 */
public final class ExpressionVariables {
  static final String OBJECT = "object";
  static final String OLD_OBJECT = "oldObject";
  static final String REQUEST = "request";
  static final String NAMESPACE_OBJECT = "namespaceObject";
  static final String PARAMS = "params";
  static final String ROUTES = "routes";
  static final String DIFF = "diff";
  static final String IMPACT = "impact";
  static final Set<String> NAMES =
      Set.of(OBJECT, OLD_OBJECT, REQUEST, NAMESPACE_OBJECT, PARAMS, ROUTES, DIFF, IMPACT);

  /** Names a namespace; the API server sets it on each. */
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private ExpressionVariables() {}

  /**
   * For one of the changes; diff and impact are of all of them together.
   *
   * @param params what {@code params} stands for
   */
  public static Bindings of(Change change, Situation situation, Supplier<Object> params) {
    return Bindings.of(
        Map.of(
            OBJECT, () -> document(change.after()),
            OLD_OBJECT, () -> document(change.before()),
            REQUEST, () -> request(change),
            NAMESPACE_OBJECT, () -> namespace(change.ref(), situation.after().estate()),
            PARAMS, params,
            ROUTES,
                () ->
                    routes(situation.before(), change.before(), situation.after(), change.after()),
            DIFF, () -> TrafficVariables.diff(situation.diff()),
            IMPACT, () -> TrafficVariables.impact(situation.impact())));
  }

  /**
   * As if nothing had been changed: the object as it was, and no difference. What is false with
   * these was so before.
   */
  public static Bindings before(Change change, Situation situation, Supplier<Object> params) {
    return unchanged(change.before(), () -> request(change), situation.before(), params);
  }

  /** For an object that stands as it is; nobody asks for anything. */
  public static Bindings standing(
      KubernetesObject object, RouteTables tables, Supplier<Object> params) {
    return unchanged(object, () -> NullValue.NULL_VALUE, tables, params);
  }

  private static Bindings unchanged(
      @Nullable KubernetesObject object,
      Supplier<Object> request,
      RouteTables tables,
      Supplier<Object> params) {
    return Bindings.of(
        Map.of(
            OBJECT, () -> document(object),
            OLD_OBJECT, () -> document(object),
            REQUEST, request,
            NAMESPACE_OBJECT,
                () ->
                    object == null
                        ? NullValue.NULL_VALUE
                        : namespace(object.ref(), tables.estate()),
            PARAMS, params,
            ROUTES, () -> routes(tables, object, tables, object),
            DIFF, () -> TrafficVariables.diff(RouteDiff.NONE),
            IMPACT, () -> TrafficVariables.impact(Impact.NONE)));
  }

  /** Whether an expression that reads these says something of an object as it stands. */
  public static boolean isOfObjectAlone(Set<String> variables) {
    return variables.contains(OBJECT)
        && Set.of(OBJECT, NAMESPACE_OBJECT, PARAMS).containsAll(variables);
  }

  private static Object document(@Nullable KubernetesObject object) {
    return object == null ? NullValue.NULL_VALUE : object.document();
  }

  private static Object namespace(ObjectRef ref, Estate estate) {
    var name = ref.kind() == Kind.NAMESPACE ? ref.name() : ref.namespace();
    if (name.isEmpty()) {
      return NullValue.NULL_VALUE;
    }
    return estate
        .find(new ObjectRef(Kind.NAMESPACE, "", name))
        .map(KubernetesObject::document)
        // Files seldom hold it; that much is true of each.
        .orElseGet(
            () -> Map.of("metadata", Map.of("name", name, "labels", Map.of(NAME_LABEL, name))));
  }

  private static Map<String, Object> request(Change change) {
    var ref = change.ref();
    var kind = ref.kind();
    var version = version(change.subject());
    var user = change.actor();
    return Map.ofEntries(
        Map.entry("operation", change.operation().name()),
        Map.entry(
            "userInfo",
            Map.of("username", user.user(), "uid", "", "groups", user.groups(), "extra", Map.of())),
        Map.entry("dryRun", change.dryRun()),
        Map.entry(
            "kind", Map.of("group", kind.group(), "version", version, "kind", kind.kindName())),
        Map.entry(
            "resource",
            Map.of("group", kind.group(), "version", version, "resource", kind.plural())),
        Map.entry("subResource", ""),
        Map.entry("namespace", ref.namespace()),
        Map.entry("name", ref.name()),
        Map.entry("options", Map.of("fieldManager", user.fieldManager())));
  }

  private static String version(KubernetesObject object) {
    var written = Tree.text(object.document(), "apiVersion");
    return written.substring(written.indexOf('/') + 1);
  }

  private static Map<String, Object> routes(
      RouteTables before,
      @Nullable KubernetesObject old,
      RouteTables after,
      @Nullable KubernetesObject now) {
    return Map.of("before", routes(before, old), "after", routes(after, now));
  }

  private static List<Map<String, Object>> routes(
      RouteTables tables, @Nullable KubernetesObject object) {
    return object == null ? List.of() : TrafficVariables.routes(tables.routesOf(object.ref()));
  }
}
