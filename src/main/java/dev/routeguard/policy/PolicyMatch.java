package dev.routeguard.policy;

import dev.routeguard.check.HostPatterns;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Operation;
import dev.routeguard.routing.RouteTables;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a policy governs. Every part that is set must hold; an empty part leaves nothing out.
 *
 * @param namespaces names of namespaces
 * @param namespaceSelector by the labels of the Namespace object
 * @param objectSelector by the labels of the object itself
 * @param hosts exact or {@code *.example.com}; an object matches where one of its hosts does
 * @param classes names of IngressClasses, GatewayClasses or load-balancer classes
 * @param operations what the change does
 * @param users user names whose changes are governed
 * @param groups groups whose members' changes are governed; with users empty, too, everybody's
 * @param exceptUsers user names whose changes are left out
 * @param exceptGroups groups whose members' changes are left out
 */
public record PolicyMatch(
    Set<Kind> kinds,
    Set<String> namespaces,
    LabelSelector namespaceSelector,
    LabelSelector objectSelector,
    HostPatterns hosts,
    Set<String> classes,
    Set<Operation> operations,
    Set<String> users,
    Set<String> groups,
    Set<String> exceptUsers,
    Set<String> exceptGroups) {
  /** Every object and every change. */
  public static final PolicyMatch EVERYTHING =
      new PolicyMatch(
          Set.of(),
          Set.of(),
          LabelSelector.EVERYTHING,
          LabelSelector.EVERYTHING,
          HostPatterns.of(List.of()),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of());

  public PolicyMatch {
    kinds = Set.copyOf(kinds);
    namespaces = Set.copyOf(namespaces);
    classes = Set.copyOf(classes);
    operations = Set.copyOf(operations);
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
    exceptUsers = Set.copyOf(exceptUsers);
    exceptGroups = Set.copyOf(exceptGroups);
  }

  /** Whether a change of this sort by this person is governed, whatever the object. */
  public boolean concerns(Change change) {
    return (operations.isEmpty() || operations.contains(change.operation()))
        && isMeant(change.actor())
        && !isExcepted(change.actor());
  }

  // Only admission knows the user; a change that passed it by is judged as if it were anybody's.
  private boolean isMeant(Actor actor) {
    return (users.isEmpty() && groups.isEmpty())
        || actor.user().isEmpty()
        || users.contains(actor.user())
        || actor.groups().stream().anyMatch(groups::contains);
  }

  private boolean isExcepted(Actor actor) {
    return exceptUsers.contains(actor.user())
        || actor.groups().stream().anyMatch(exceptGroups::contains);
  }

  /** Whether an object of an estate is governed, whoever changes it. */
  public boolean covers(KubernetesObject object, RouteTables tables) {
    return (kinds.isEmpty() || kinds.contains(object.ref().kind()))
        && coversNamespace(object.ref(), tables)
        && objectSelector.matches(object.labels())
        && coversClass(object, tables)
        && coversHost(object.ref(), tables);
  }

  boolean coversNamespace(ObjectRef ref, RouteTables tables) {
    // A Namespace is in itself: its labels decide what attaches to its routes.
    var name = ref.kind() == Kind.NAMESPACE ? ref.name() : ref.namespace();
    if (!namespaces.isEmpty() && !namespaces.contains(name)) {
      return false;
    }
    return namespaceSelector.isEmpty()
        || tables
            .estate()
            .find(new ObjectRef(Kind.NAMESPACE, "", name))
            .filter(namespace -> namespaceSelector.matches(namespace.labels()))
            .isPresent();
  }

  boolean coversClass(KubernetesObject object, RouteTables tables) {
    return classes.isEmpty()
        || ObjectClasses.of(object, tables).stream().anyMatch(classes::contains);
  }

  boolean coversHost(ObjectRef ref, RouteTables tables) {
    return hosts.isEmpty()
        || hostsOf(ref, tables).stream()
            .anyMatch(host -> hosts.match(host.toLowerCase(Locale.ROOT)));
  }

  static Set<String> hostsOf(ObjectRef ref, RouteTables tables) {
    var own = tables.hostsOf(ref);
    if (!own.isEmpty() || ref.kind() != Kind.SERVICE) {
      return own;
    }
    var hosts = new TreeSet<String>();
    for (var route : tables.estate().routesNaming(ref.namespace(), ref.name())) {
      hosts.addAll(tables.hostsOf(route));
    }
    return hosts;
  }
}
