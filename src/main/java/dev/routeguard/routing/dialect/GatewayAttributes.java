package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Certificates;
import dev.routeguard.routing.RouteAttribute;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.from.BackendPolicies;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.GatewayRule;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What users of a rule notice beside who answers: its filters, timeouts and retries, those of its
 * backends, and the TLS of its listener. Defaults are left out, so that a rule that writes them
 * compares equal to one that does not.
 */
final class GatewayAttributes {
  private static final Map<String, String> PROTOCOLS =
      Map.of(
          "kubernetes.io/h2c", "h2c",
          "kubernetes.io/ws", "ws",
          "kubernetes.io/wss", "wss",
          "https", "https",
          "grpc", "grpc");

  private final Estate estate;
  private final GatewayRule rule;
  private final Map<String, String> found = new HashMap<>();

  GatewayAttributes(Estate estate, GatewayRule rule) {
    this.estate = estate;
    this.rule = rule;
  }

  Map<String, String> all() {
    return Map.copyOf(found);
  }

  void ofRule() {
    found.putAll(new FilterAttributes(rule.route().ref(), rule.filters()).all());
    var timeouts = Tree.map(rule.rule(), "timeouts");
    timeout(RouteAttribute.TIMEOUT_REQUEST, Tree.text(timeouts, "request"));
    timeout(RouteAttribute.TIMEOUT_BACKEND, Tree.text(timeouts, "backendRequest"));
    put(RouteAttribute.RETRIES, Canonical.text(Tree.map(rule.rule(), "retry")));
    put(RouteAttribute.AFFINITY, Canonical.text(Tree.map(rule.rule(), "sessionPersistence")));
    if (rule.route().ref().kind() == Kind.GRPC_ROUTE) {
      put(RouteAttribute.BACKEND_PROTOCOL, "grpc");
    }
  }

  private void timeout(RouteAttribute attribute, String written) {
    if (!written.isEmpty()) {
      put(attribute, Canonical.seconds(written));
    }
  }

  void ofBackends(List<Share> shares) {
    var refs = rule.backendRefs();
    for (int i = 0; i < refs.size(); i++) {
      var backend = shares.get(i).backend();
      var filters = new FilterAttributes(rule.route().ref(), Tree.maps(refs.get(i), "filters"));
      filters.all().forEach((key, value) -> found.put(key + " of " + backend, value));
      estate
          .service(backend.namespace(), backend.service())
          .ifPresent(service -> ofService(service, backend, refs.size() == 1));
    }
  }

  private void ofService(KubernetesObject service, Backend backend, boolean alone) {
    var port = Endpoints.port(service, backend.port()).orElse(Map.of());
    var protocol = PROTOCOLS.get(Tree.text(port, "appProtocol"));
    if (protocol != null) {
      putOf(RouteAttribute.BACKEND_PROTOCOL, protocol, backend, alone);
    }
    new BackendPolicies(estate)
        .of(backend.namespace(), backend.service(), Tree.text(port, "name"))
        .ifPresent(p -> putOf(RouteAttribute.BACKEND_TLS, validation(p), backend, alone));
  }

  private String validation(KubernetesObject policy) {
    var text = Canonical.text(policy.map("spec", "validation"));
    return new BackendPolicies(estate).caFaults(policy).isEmpty() ? text : text + " (invalid)";
  }

  private void putOf(RouteAttribute attribute, String value, Backend backend, boolean alone) {
    found.put(alone ? attribute.key() : attribute.key() + " of " + backend, value);
  }

  void ofListener(Listener listener) {
    if (!listener.protocol().equals("HTTPS") && !listener.protocol().equals("TLS")) {
      return;
    }
    if (listener.passthrough()) {
      put(RouteAttribute.TLS_MODE, "passthrough");
      return;
    }
    var names = listener.certificates().stream().map(Object::toString).sorted().toList();
    var certificate = String.join(",", names);
    found.put(Certificates.ATTRIBUTE, names.isEmpty() ? Certificates.DEFAULT : certificate);
    put(RouteAttribute.TLS_VERSIONS, Canonical.text(Tree.map(listener.tls(), "options")));
    put(RouteAttribute.TLS_CLIENT_CERTIFICATES, Canonical.text(listener.clientValidation()));
  }

  private void put(RouteAttribute attribute, String value) {
    if (!value.isEmpty()) {
      found.put(attribute.key(), value);
    }
  }
}
