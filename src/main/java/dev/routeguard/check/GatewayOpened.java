package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** X16. gateway_types.go, RouteNamespaces and AllowedListeners; referencegrant_types.go. */
public final class GatewayOpened implements ChangeCheck {
  static final String NAME = "gateway-opened";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X16",
          NAME,
          "Gateway or grant opened to all",
          Severity.MEDIUM,
          "A listener or Gateway comes to take routes or listeners from all namespaces, or a"
              + " ReferenceGrant loses a name or gains a namespace.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream().flatMap(GatewayOpened::found).toList();
  }

  private static Stream<Found> found(Change change) {
    var before = change.before();
    var after = change.after();
    if (before == null || after == null) {
      return Stream.empty();
    }
    return switch (change.ref().kind()) {
      case GATEWAY, LISTENER_SET ->
          difference(open(before), open(after)).map(what -> listener(change.ref(), what));
      case REFERENCE_GRANT ->
          difference(granted(before), granted(after)).map(what -> grant(change.ref(), what));
      default -> Stream.empty();
    };
  }

  private static Stream<String> difference(Set<String> before, Set<String> after) {
    return after.stream().filter(one -> !before.contains(one)).sorted();
  }

  private static Set<String> open(KubernetesObject gateway) {
    var open = new TreeSet<String>();
    var own = Tree.map(gateway.map("spec", "allowedListeners"), "namespaces");
    if (isAll(own)) {
      open.add("listeners");
    }
    for (var listener : Tree.maps(gateway.map("spec"), "listeners")) {
      if (isAll(Tree.map(Tree.map(listener, "allowedRoutes"), "namespaces"))) {
        open.add("routes at listener " + Tree.text(listener, "name"));
      }
    }
    return open;
  }

  private static boolean isAll(Map<String, Object> namespaces) {
    var from = Tree.text(namespaces, "from");
    return from.equals("All")
        || (from.equals("Selector") && isEmpty(Tree.map(namespaces, "selector")));
  }

  private static boolean isEmpty(Map<String, Object> selector) {
    return Tree.map(selector, "matchLabels").isEmpty()
        && Tree.list(selector, "matchExpressions").isEmpty();
  }

  private static Set<String> granted(KubernetesObject grant) {
    var granted = new TreeSet<String>();
    for (var from : Tree.maps(grant.map("spec"), "from")) {
      granted.add("%s in %s".formatted(Tree.text(from, "kind"), Tree.text(from, "namespace")));
    }
    for (var to : Tree.maps(grant.map("spec"), "to")) {
      if (Tree.text(to, "name").isEmpty()) {
        granted.add("every %s".formatted(Tree.text(to, "kind")));
      }
    }
    return granted;
  }

  private static Found listener(ObjectRef ref, String what) {
    return Found.at(
        DESCRIPTION,
        ref,
        what,
        "spec",
        "%s takes %s from every namespace".formatted(ref, what),
        "Name the namespaces by a selector.");
  }

  private static Found grant(ObjectRef ref, String what) {
    return Found.at(
        DESCRIPTION,
        ref,
        what,
        "spec",
        "%s comes to speak for %s".formatted(ref, what),
        "Name what is needed and nothing more.");
  }
}
