package dev.routeguard.routing.conditions;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.dialect.GatewayDialects;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.CheckedListeners;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.Gateways;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a conformant controller reports of Gateways, ListenerSets, routes and backend policies.
 * Asked by Gateway: a question costs what that Gateway's listeners and routes cost.
 */
public final class GatewayConditions {
  private final Estate estate;

  private GatewayConditions(Estate estate) {
    this.estate = estate;
  }

  public static GatewayConditions of(Estate estate) {
    return new GatewayConditions(estate);
  }

  /** Of every Gateway that some controller serves, by name, with all that hangs on it. */
  public List<Condition> all() {
    var found = new ArrayList<Condition>();
    estate.all(Kind.GATEWAY).stream()
        .map(KubernetesObject::ref)
        .sorted()
        .forEach(gateway -> found.addAll(ofGateway(gateway)));
    return List.copyOf(found);
  }

  /**
   * Of a Gateway, its listeners, its ListenerSets, the routes that name them, and their policies.
   */
  public List<Condition> ofGateway(ObjectRef ref) {
    var gateway = estate.find(ref).filter(object -> Gateways.isServed(object, estate));
    return gateway.map(this::conditions).orElse(List.of());
  }

  /** Of one route at those of its parents that some controller serves. */
  public List<Condition> ofRoute(KubernetesObject route) {
    var found = new ArrayList<Condition>();
    Tree.maps(route.map("spec"), "parentRefs").stream()
        .flatMap(parent -> Attachments.parent(route, parent).stream())
        .distinct()
        .forEach(owner -> found.addAll(ofRoute(route, owner)));
    return List.copyOf(found);
  }

  private List<Condition> ofRoute(KubernetesObject route, ObjectRef owner) {
    var gateway =
        Gateways.ofParent(owner, estate)
            .flatMap(estate::find)
            .filter(found -> Gateways.isServed(found, estate));
    if (gateway.isEmpty()) {
      return List.of();
    }
    var checked = checked(gateway.get());
    var listeners = checked.stream().map(Checked::listener).toList();
    var traits = GatewayDialects.traitsOf(estate, gateway.get());
    return new RouteConditions(estate, route, attachments(gateway.get(), checked), traits)
        .at(List.of(owner), listeners);
  }

  /** How many routes are attached to each listener of a Gateway or ListenerSet, by its name. */
  public Map<String, Integer> attachedRoutes(ObjectRef owner) {
    var counts = new LinkedHashMap<String, Integer>();
    Gateways.ofParent(owner, estate)
        .flatMap(estate::find)
        .filter(gateway -> Gateways.isServed(gateway, estate))
        .ifPresent(gateway -> count(gateway, owner, counts));
    return counts;
  }

  private void count(KubernetesObject gateway, ObjectRef owner, Map<String, Integer> counts) {
    var checked = checked(gateway);
    var listeners =
        checked.stream()
            .map(Checked::listener)
            .filter(listener -> listener.owner().ref().equals(owner))
            .toList();
    listeners.forEach(listener -> counts.put(listener.name(), 0));
    var attachments = attachments(gateway, checked);
    for (KubernetesObject route : routes(List.of(owner))) {
      attachments.of(route, listeners).stream()
          .map(attachment -> attachment.listener().name())
          .distinct()
          .forEach(name -> counts.merge(name, 1, Integer::sum));
    }
  }

  private List<Checked> checked(KubernetesObject gateway) {
    var traits = GatewayDialects.traitsOf(estate, gateway);
    return CheckedListeners.of(estate, gateway, traits.firstStreamWins());
  }

  private Attachments attachments(KubernetesObject gateway, List<Checked> listeners) {
    var traits = GatewayDialects.traitsOf(estate, gateway);
    return new Attachments(estate, traits.narrowing(listeners));
  }

  private List<Condition> conditions(KubernetesObject gateway) {
    var checked = checked(gateway);
    var sets = Gateways.listenerSets(gateway, estate);
    var owners = new ArrayList<ObjectRef>(List.of(gateway.ref()));
    sets.forEach(set -> owners.add(set.ref()));
    var routes = routes(owners);
    var found = new ArrayList<Condition>();
    var ofOwners = new OwnerConditions(estate, gateway);
    found.addAll(ofOwners.ofGateway(ownedBy(gateway, checked)));
    sets.forEach(set -> found.addAll(ofOwners.ofSet(set, ownedBy(set, checked))));
    checked.forEach(one -> found.addAll(new ListenerConditions(one).all()));
    found.addAll(new OverlappingTls(estate, checked).all());
    var listeners = checked.stream().map(Checked::listener).toList();
    var attachments = attachments(gateway, checked);
    var traits = GatewayDialects.traitsOf(estate, gateway);
    for (KubernetesObject route : routes) {
      found.addAll(new RouteConditions(estate, route, attachments, traits).at(owners, listeners));
    }
    found.addAll(new PolicyConditions(estate, gateway.ref()).of(routes));
    return List.copyOf(found);
  }

  private static List<Checked> ownedBy(KubernetesObject owner, List<Checked> checked) {
    return checked.stream().filter(one -> one.listener().owner().equals(owner)).toList();
  }

  private Set<KubernetesObject> routes(List<ObjectRef> owners) {
    var refs = new LinkedHashSet<KubernetesObject>();
    for (ObjectRef owner : owners) {
      estate.refs(new IndexKey.ByParent(owner)).stream()
          .filter(ref -> Kind.GATEWAY_ROUTES.contains(ref.kind()))
          .sorted()
          .forEach(ref -> estate.find(ref).ifPresent(refs::add));
    }
    return refs;
  }
}
