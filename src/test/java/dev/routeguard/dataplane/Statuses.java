package dev.routeguard.dataplane;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.conditions.Condition;
import dev.routeguard.routing.conditions.GatewayConditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Compares the conditions and counts that the model predicts with those the controller writes. */
final class Statuses {
  private static final Duration CONVERGENCE = Duration.ofSeconds(20);

  /** Nothing on this machine gives a Gateway an address. */
  private static final String NO_ADDRESS = "AddressNotAssigned";

  private static final Set<Kind> KINDS =
      Set.of(
          Kind.GATEWAY,
          Kind.LISTENER_SET,
          Kind.HTTP_ROUTE,
          Kind.GRPC_ROUTE,
          Kind.TLS_ROUTE,
          Kind.TCP_ROUTE);

  private final KubernetesClient client;
  private final Estate estate;

  Statuses(KubernetesClient client, Estate estate) {
    this.client = client;
    this.estate = estate;
  }

  /** Compares until all agree or nothing more is to be expected. */
  Agreement.Score compare() {
    long until = System.nanoTime() + CONVERGENCE.toNanos();
    var score = compareOnce();
    while (!score.disagreements().isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      score = compareOnce();
    }
    return score;
  }

  private Agreement.Score compareOnce() {
    var written = written();
    var wrong = new ArrayList<String>();
    var conditions = GatewayConditions.of(estate).all();
    for (Condition condition : conditions) {
      var status = written.getOrDefault(condition.object(), Map.of());
      var found = find(status, condition);
      if (!agrees(condition, found)) {
        wrong.add("%s: predicted, written %s".formatted(condition, words(found)));
      }
    }
    int counts = compareCounts(written, wrong);
    wrong.sort(null);
    return new Agreement.Score(conditions.size() + counts, 0, wrong);
  }

  private Map<ObjectRef, Map<String, Object>> written() {
    var found = new HashMap<ObjectRef, Map<String, Object>>();
    for (Kind kind : KINDS) {
      for (var object : LiveEstate.list(client, kind)) {
        var name = object.getMetadata();
        found.put(
            new ObjectRef(kind, name.getNamespace(), name.getName()),
            Tree.map(object.getAdditionalProperties(), "status"));
      }
    }
    return found;
  }

  private static Optional<Map<String, Object>> find(
      Map<String, Object> status, Condition condition) {
    return holder(status, condition).stream()
        .flatMap(holder -> Tree.maps(holder, "conditions").stream())
        .filter(found -> Tree.text(found, "type").equals(condition.type()))
        .findFirst();
  }

  private static Optional<Map<String, Object>> holder(
      Map<String, Object> status, Condition condition) {
    var parent = condition.parent();
    if (parent != null) {
      return Tree.maps(status, "parents").stream()
          .filter(one -> isOf(Tree.map(one, "parentRef"), parent, condition.section()))
          .findFirst();
    }
    return condition.section().isEmpty()
        ? Optional.of(status)
        : Tree.maps(status, "listeners").stream()
            .filter(one -> Tree.text(one, "name").equals(condition.section()))
            .findFirst();
  }

  private static boolean isOf(Map<String, Object> ref, ObjectRef parent, String section) {
    return Tree.text(ref, "name").equals(parent.name())
        && Tree.text(ref, "kind", Kind.GATEWAY.kindName()).equals(parent.kind().kindName())
        && Tree.text(ref, "sectionName").equals(section);
  }

  /** A condition that says that nothing is wrong may be left out. */
  private static boolean agrees(Condition condition, Optional<Map<String, Object>> found) {
    if (found.isEmpty()) {
      return condition.type().equals(Condition.CONFLICTED)
          ? !condition.status()
          : condition.object().kind() == Kind.GATEWAY
              && condition.section().isEmpty()
              && condition.type().equals(Condition.RESOLVED_REFS)
              && condition.status();
    }
    var reason = Tree.text(found.get(), "reason");
    boolean same = Tree.text(found.get(), "status").equals(condition.status() ? "True" : "False");
    return same && List.of(reason.split(",")).contains(condition.reason())
        || reason.equals(NO_ADDRESS);
  }

  private static String words(Optional<Map<String, Object>> found) {
    return found.map(c -> Tree.text(c, "status") + "/" + Tree.text(c, "reason")).orElse("nothing");
  }

  private int compareCounts(Map<ObjectRef, Map<String, Object>> written, List<String> wrong) {
    int compared = 0;
    for (var entry : written.entrySet()) {
      var owner = entry.getKey();
      if (owner.kind() == Kind.GATEWAY || owner.kind() == Kind.LISTENER_SET) {
        var predicted = GatewayConditions.of(estate).attachedRoutes(owner);
        for (var listener : Tree.maps(entry.getValue(), "listeners")) {
          var name = Tree.text(listener, "name");
          long count = Tree.number(listener, "attachedRoutes", -1);
          compared++;
          if (predicted.getOrDefault(name, -1) != count) {
            var line = "%s/%s: predicted %s attached routes, written %d";
            wrong.add(line.formatted(owner, name, predicted.get(name), count));
          }
        }
      }
    }
    return compared;
  }
}
