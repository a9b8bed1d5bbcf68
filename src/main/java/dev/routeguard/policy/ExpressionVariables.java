package dev.routeguard.policy;

import dev.cel.common.values.NullValue;
import dev.routeguard.check.Situation;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What expressions can read. {@code object}, {@code oldObject} and {@code request} are as in
 * ValidatingAdmissionPolicy; {@code diff} and {@code impact} are what the change does to traffic.
 */
public final class ExpressionVariables {
  static final String OBJECT = "object";
  static final String OLD_OBJECT = "oldObject";
  static final String REQUEST = "request";
  static final String DIFF = "diff";
  static final String IMPACT = "impact";
  static final Set<String> NAMES = Set.of(OBJECT, OLD_OBJECT, REQUEST, DIFF, IMPACT);

  private ExpressionVariables() {}

  /** For one of the changes; diff and impact are of all of them together. */
  public static Map<String, Object> of(Change change, Situation situation) {
    return Map.of(
        OBJECT, document(change.after()),
        OLD_OBJECT, document(change.before()),
        REQUEST, request(change),
        DIFF, diff(situation.diff()),
        IMPACT, impact(situation.impact()));
  }

  /**
   * As if nothing had been changed: the object as it was, and no difference. What is false with
   * these was so before.
   */
  public static Map<String, Object> before(Change change) {
    return Map.of(
        OBJECT, document(change.before()),
        OLD_OBJECT, document(change.before()),
        REQUEST, request(change),
        DIFF, diff(RouteDiff.NONE),
        IMPACT, impact(Impact.NONE));
  }

  private static Object document(@Nullable KubernetesObject object) {
    return object == null ? NullValue.NULL_VALUE : object.document();
  }

  private static Map<String, Object> request(Change change) {
    var ref = change.ref();
    return Map.of(
        "operation", change.operation().name(),
        "userInfo", Map.of("username", change.actor().user(), "groups", change.actor().groups()),
        "dryRun", change.dryRun(),
        "kind", Map.of("group", ref.kind().group(), "kind", ref.kind().kindName()),
        "namespace", ref.namespace(),
        "name", ref.name());
  }

  private static Map<String, Object> diff(RouteDiff diff) {
    return Map.of(
        "lost", deltas(diff, RouteDelta.Type.LOST),
        "gained", deltas(diff, RouteDelta.Type.GAINED),
        "moved", deltas(diff, RouteDelta.Type.MOVED),
        "reweighted", deltas(diff, RouteDelta.Type.REWEIGHTED),
        "changed", deltas(diff, RouteDelta.Type.CHANGED));
  }

  private static List<Map<String, Object>> deltas(RouteDiff diff, RouteDelta.Type type) {
    return diff.of(type).stream().map(ExpressionVariables::delta).toList();
  }

  private static Map<String, Object> delta(RouteDelta delta) {
    var map = new HashMap<String, Object>();
    map.put("host", delta.match().host());
    map.put("path", delta.match().path());
    map.put("entry", delta.entry().toString());
    map.put("object", String.valueOf(delta.object() == null ? "" : delta.object()));
    map.put("before", delta.before().inWords());
    map.put("after", delta.after().inWords());
    map.put("witness", delta.witness().toString());
    return Map.copyOf(map);
  }

  private static Map<String, Object> impact(Impact impact) {
    return Map.of(
        "routes", (long) impact.routes(),
        "hosts", (long) impact.hosts(),
        "namespaces", (long) impact.namespaces(),
        "readyEndpointsBefore", (long) impact.readyEndpointsBefore(),
        "readyEndpointsAfter", (long) impact.readyEndpointsAfter(),
        "lostPercent", impact.lostPercent(),
        "basis", impact.basis());
  }
}
