package dev.routeguard.routing.conditions;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.dialect.EnvoyGatewayFaults;
import dev.routeguard.routing.dialect.GatewayQuirk;
import dev.routeguard.routing.dialect.GatewayTraits;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.BackendRefs;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.Gateways.Listener;
import dev.routeguard.routing.from.Grants;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The conditions of a route at each of its parents (shared_types.go, RouteConditionType). */
final class RouteConditions {
  private static final Set<Kind> CALLED_BY_HTTP = EnumSet.of(Kind.HTTP_ROUTE, Kind.GRPC_ROUTE);

  private final Estate estate;
  private final KubernetesObject route;
  private final Attachments attachments;
  private final GatewayTraits traits;

  RouteConditions(
      Estate estate, KubernetesObject route, Attachments attachments, GatewayTraits traits) {
    this.estate = estate;
    this.route = route;
    this.attachments = attachments;
    this.traits = traits;
  }

  /**
   * The conditions at the parents that are among some owners of listeners.
   *
   * @param listeners of one Gateway and its ListenerSets
   */
  List<Condition> at(List<ObjectRef> owners, List<Listener> listeners) {
    var found = new ArrayList<Condition>();
    for (Map<String, Object> parent : Tree.maps(route.map("spec"), "parentRefs")) {
      Attachments.parent(route, parent)
          .filter(owners::contains)
          .ifPresent(owner -> found.addAll(at(owner, parent, listeners)));
    }
    return found;
  }

  private List<Condition> at(
      ObjectRef owner, Map<String, Object> parent, List<Listener> listeners) {
    var section = Tree.text(parent, "sectionName");
    var stage = attachments.of(route, parent, listeners).stage();
    var accepted =
        ofRules(owner, section)
            .filter(found -> stage != Attachments.Stage.NO_MATCHING_LISTENER_HOSTNAME)
            .orElseGet(() -> accepted(stage, owner, section));
    return List.of(accepted, resolvedRefs(owner, section));
  }

  private Condition accepted(Attachments.Stage stage, ObjectRef owner, String section) {
    return switch (stage) {
      case NO_MATCHING_PARENT -> bad(owner, section, "NoMatchingParent");
      case NOT_ALLOWED_BY_LISTENERS -> bad(owner, section, "NotAllowedByListeners");
      case NO_MATCHING_LISTENER_HOSTNAME -> bad(owner, section, "NoMatchingListenerHostname");
      case ATTACHED -> Condition.good(route.ref(), owner, section, Condition.ACCEPTED);
    };
  }

  /**
   * What is said where the controller refuses some rules: one that is left is enough, and what was
   * found of the parent is forgotten (Envoy Gateway, processHTTPRouteParentRefs).
   */
  private Optional<Condition> ofRules(ObjectRef owner, String section) {
    if (!traits.has(GatewayQuirk.FAULTS_OF_ENVOY_GATEWAY)) {
      return Optional.empty();
    }
    var faults = new TreeSet<String>();
    boolean isRefused = true;
    for (Map<String, Object> rule : Tree.maps(route.map("spec"), "rules")) {
      var fault = EnvoyGatewayFaults.ofRule(Tree.maps(rule, "filters"));
      fault.ifPresent(faults::add);
      isRefused &= fault.isPresent();
    }
    if (faults.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        isRefused
            ? bad(owner, section, String.join(",", faults))
            : Condition.good(route.ref(), owner, section, Condition.ACCEPTED));
  }

  private Condition bad(ObjectRef owner, String section, String reason) {
    return Condition.bad(route.ref(), owner, section, Condition.ACCEPTED, reason);
  }

  private Condition resolvedRefs(ObjectRef owner, String section) {
    for (Map<String, Object> ref : refs()) {
      var reason = unsupported(ref).or(() -> unresolved(BackendRefs.of(route.ref(), ref)));
      if (reason.isPresent()) {
        var type = Condition.RESOLVED_REFS;
        var words = "backend " + BackendRefs.of(route.ref(), ref).backend();
        return Condition.bad(route.ref(), owner, section, type, reason.get()).saying(words);
      }
    }
    return Condition.good(route.ref(), owner, section, Condition.RESOLVED_REFS);
  }

  private List<Map<String, Object>> refs() {
    var refs = new ArrayList<Map<String, Object>>();
    for (Map<String, Object> rule : Tree.maps(route.map("spec"), "rules")) {
      refs.addAll(Tree.maps(rule, "backendRefs"));
      for (Map<String, Object> filter : Tree.maps(rule, "filters")) {
        var mirrored = Tree.map(Tree.map(filter, "requestMirror"), "backendRef");
        if (!mirrored.isEmpty()) {
          refs.add(mirrored);
        }
      }
    }
    return refs;
  }

  private Optional<String> unsupported(Map<String, Object> ref) {
    return traits.has(GatewayQuirk.FAULTS_OF_ENVOY_GATEWAY)
        ? EnvoyGatewayFaults.ofBackend(estate, route.ref(), ref)
        : Optional.empty();
  }

  private Optional<String> unresolved(BackendRefs.Ref ref) {
    if (!ref.isService() && !ref.isOfVendor()) {
      return Optional.of("InvalidKind");
    }
    if (!Grants.allow(estate, route.ref(), ref.group(), ref.kind(), ref.namespace(), ref.name())) {
      return Optional.of("RefNotPermitted");
    }
    boolean missing =
        ref.isService()
            && !estate.isUnknown(Kind.SERVICE)
            && estate.service(ref.namespace(), ref.name()).isEmpty();
    if (missing) {
      return Optional.of("BackendNotFound");
    }
    boolean isReported =
        traits.has(GatewayQuirk.DEAD_BACKENDS_ARE_UNRESOLVED) && ref.isService() && ref.port() > 0;
    return isReported ? dead(ref) : Optional.empty();
  }

  private Optional<String> dead(BackendRefs.Ref ref) {
    var endpoints = new Endpoints(estate, Endpoints.Usable.WRITTEN);
    return switch (endpoints.share(ref.backend(), 100, 0, 0).readiness()) {
      case PORT_MISSING -> Optional.of("PortNotFound");
      case NO_READY_ENDPOINTS ->
          CALLED_BY_HTTP.contains(route.ref().kind())
              ? Optional.empty()
              : Optional.of("EndpointsNotFound");
      default -> Optional.empty();
    };
  }
}
