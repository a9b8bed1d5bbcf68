package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Action.PathChange;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Share.Readiness;
import dev.routeguard.routing.from.BackendPolicies;
import dev.routeguard.routing.from.BackendRefs;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.GatewayRule;
import dev.routeguard.routing.from.Gateways.Listener;
import dev.routeguard.routing.from.Grants;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rule of a Gateway API route does: redirect, or backends by weight. An invalid backend
 * keeps its weight and answers 500, one without ready endpoints 503 (httproute_types.go
 * BackendRefs); a connection that is no HTTP is refused instead (tcproute_types.go).
 */
final class GatewayAnswers {
  private static final Set<Readiness> UNRESOLVED =
      EnumSet.of(Readiness.SERVICE_MISSING, Readiness.PORT_MISSING, Readiness.NOT_GRANTED);

  private static final int INVALID = 500;

  private final Estate estate;
  private final GatewayTraits traits;
  private final Endpoints endpoints;
  private final BackendPolicies policies;

  GatewayAnswers(Estate estate, GatewayTraits traits) {
    this.estate = estate;
    this.traits = traits;
    this.endpoints = new Endpoints(estate);
    this.policies = new BackendPolicies(estate);
  }

  Action of(GatewayRule rule, Listener listener) {
    if (traits.has(GatewayQuirk.FAULTS_OF_ENVOY_GATEWAY)
        && (EnvoyGatewayFaults.ofRule(rule.filters()).isPresent() || hasFaultyMirror(rule))) {
      return new Action.Always(new Outcome.Status(INVALID, "a filter can't be followed"));
    }
    for (Map<String, Object> filter : rule.filters()) {
      if (Tree.text(filter, "type").equals("RequestRedirect")) {
        return redirect(Tree.map(filter, "requestRedirect"));
      }
    }
    return new Action.Always(forward(rule, listener));
  }

  /** Of a mirror that is not there or not granted. */
  private boolean hasFaultyMirror(GatewayRule rule) {
    return rule.filters().stream()
        .filter(filter -> Tree.text(filter, "type").equals("RequestMirror"))
        .map(filter -> Tree.map(Tree.map(filter, "requestMirror"), "backendRef"))
        .anyMatch(ref -> share(rule, ref, 100).status() == INVALID);
  }

  private Action redirect(Map<String, Object> redirect) {
    boolean isOfEnvoyGateway = traits.has(GatewayQuirk.REDIRECTS_OF_ENVOY_GATEWAY);
    var path = Tree.map(redirect, "path");
    var change =
        switch (Tree.text(path, "type")) {
          case "ReplaceFullPath" ->
              new PathChange(PathChange.Kind.FULL, Tree.text(path, "replaceFullPath"));
          case "ReplacePrefixMatch" ->
              new PathChange(
                  isOfEnvoyGateway ? PathChange.Kind.CHARACTERS : PathChange.Kind.PREFIX,
                  Tree.text(path, "replacePrefixMatch"));
          default -> PathChange.NONE;
        };
    return new Action.RedirectTo(
        (int) Tree.number(redirect, "statusCode", 302),
        Tree.text(redirect, "scheme"),
        Tree.text(redirect, "hostname"),
        (int) Tree.number(redirect, "port", 0),
        change,
        naming());
  }

  private Action.PortNaming naming() {
    if (traits.has(GatewayQuirk.REDIRECTS_OF_ENVOY_GATEWAY)) {
      return Action.PortNaming.AS_THE_CLIENT_WROTE_IT;
    }
    return traits.has(GatewayQuirk.REDIRECTS_OF_CONTOUR)
        ? Action.PortNaming.AS_GIVEN
        : Action.PortNaming.UNLESS_OF_SCHEME;
  }

  private Outcome forward(GatewayRule rule, Listener listener) {
    var refs = rule.backendRefs();
    if (refs.isEmpty()) {
      return new Outcome.Status(invalid(rule), "the rule has no backend");
    }
    double total = refs.stream().mapToLong(GatewayAnswers::weight).sum();
    if (total == 0) {
      return new Outcome.Status(invalid(rule), "all weights are zero");
    }
    var shares = new ArrayList<Share>();
    for (Map<String, Object> ref : refs) {
      shares.add(share(rule, ref, weight(ref) * 100 / total));
    }
    if (traits.has(GatewayQuirk.UNRESOLVED_BACKENDS_ARE_LEFT_OUT)) {
      return resolvedOnly(rule, listener, shares);
    }
    var asked = asked(rule, shares);
    return new Outcome.Forward(asked, attributes(rule, listener, asked));
  }

  private Outcome resolvedOnly(GatewayRule rule, Listener listener, List<Share> shares) {
    var resolved = shares.stream().filter(one -> !UNRESOLVED.contains(one.readiness())).toList();
    double total = resolved.stream().mapToDouble(Share::percent).sum();
    if (total == 0) {
      // The shares say why: none of them can be asked.
      return new Outcome.Forward(shares, attributes(rule, listener, shares));
    }
    var asked = resolved.stream().map(one -> one.of(one.percent() * 100 / total)).toList();
    return new Outcome.Forward(asked, attributes(rule, listener, shares));
  }

  private List<Share> asked(GatewayRule rule, List<Share> shares) {
    if (!traits.has(GatewayQuirk.SHARES_OF_ENVOY_GATEWAY)) {
      return shares;
    }
    var divided = new EnvoyGatewayShares(estate);
    if (!isHttp(rule)) {
      return divided.ofConnections(shares);
    }
    boolean isEachAlone =
        rule.backendRefs().stream().anyMatch(ref -> !Tree.maps(ref, "filters").isEmpty());
    return divided.of(shares, isEachAlone);
  }

  private Map<String, String> attributes(GatewayRule rule, Listener listener, List<Share> shares) {
    var attributes = new GatewayAttributes(estate, rule);
    attributes.ofRule();
    attributes.ofBackends(shares);
    attributes.ofListener(listener);
    return attributes.all();
  }

  private static boolean isHttp(GatewayRule rule) {
    var kind = rule.route().ref().kind();
    return kind == Kind.HTTP_ROUTE || kind == Kind.GRPC_ROUTE;
  }

  private static int invalid(GatewayRule rule) {
    return isHttp(rule) ? INVALID : 0;
  }

  private static long weight(Map<String, Object> ref) {
    return Math.max(0, Tree.number(ref, "weight", 1));
  }

  private Share share(GatewayRule rule, Map<String, Object> written, double percent) {
    var ref = BackendRefs.of(rule.route().ref(), written);
    var backend = ref.backend();
    int invalid = invalid(rule);
    if (!isGranted(rule.route().ref(), ref)) {
      return new Share(backend, percent, Readiness.NOT_GRANTED, 0, invalid);
    }
    if (traits.has(GatewayQuirk.FAULTS_OF_ENVOY_GATEWAY)
        && EnvoyGatewayFaults.ofBackend(estate, rule.route().ref(), written).isPresent()) {
      return new Share(backend, percent, Readiness.NOT_SUPPORTED, 0, invalid);
    }
    if (!ref.isService()) {
      return ref.isOfVendor()
          ? new Share(backend, percent, Readiness.UNKNOWN, 0, 0)
          : new Share(backend, percent, Readiness.SERVICE_MISSING, 0, invalid);
    }
    return backend.port().isEmpty()
        ? new Share(backend, percent, Readiness.PORT_MISSING, 0, invalid)
        : ready(backend, percent, rule);
  }

  private Share ready(Backend backend, double percent, GatewayRule rule) {
    if (isUnverifiable(backend)) {
      return new Share(backend, percent, Readiness.NOT_VERIFIABLE, 0, invalid(rule));
    }
    return endpoints.share(
        backend, percent, invalid(rule), isHttp(rule) ? traits.emptyStatus() : 0);
  }

  /**
   * "Connections using an invalid CACertificateRef MUST fail, and the client MUST receive an HTTP
   * 5xx" (backendtlspolicy_types.go).
   */
  private boolean isUnverifiable(Backend backend) {
    var portName =
        estate
            .service(backend.namespace(), backend.service())
            .flatMap(service -> Endpoints.port(service, backend.port()))
            .map(port -> Tree.text(port, "name"))
            .orElse("");
    return policies
        .of(backend.namespace(), backend.service(), portName)
        .filter(policies::hasNoCa)
        .isPresent();
  }

  private boolean isGranted(ObjectRef route, BackendRefs.Ref ref) {
    return Grants.allow(estate, route, ref.group(), ref.kind(), ref.namespace(), ref.name());
  }
}
