package dev.routeguard.estate;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What one object is filed under. */
final class IndexKeys {
  private final KubernetesObject object;
  private final String namespace;
  private final Set<IndexKey> keys = new HashSet<>();

  private IndexKeys(KubernetesObject object) {
    this.object = object;
    this.namespace = object.ref().namespace();
  }

  static Set<IndexKey> of(KubernetesObject object) {
    var keys = new IndexKeys(object);
    switch (object.ref().kind()) {
      case ENDPOINT_SLICE -> keys.slice();
      case INGRESS -> keys.ingress();
      case HTTP_ROUTE -> keys.httpRoute();
      case GATEWAY -> keys.gateway();
      case REFERENCE_GRANT -> keys.inNamespace();
      case SERVICE, INGRESS_CLASS, GATEWAY_CLASS, NAMESPACE -> {
        // Found by name, or few enough to walk.
      }
    }
    return keys.keys;
  }

  private void slice() {
    var service = object.labels().getOrDefault("kubernetes.io/service-name", "");
    if (!service.isEmpty()) {
      keys.add(new IndexKey.Slices(namespace, service));
    }
  }

  private void ingress() {
    var className = object.ingressClassAsWritten();
    byClass(className);
    inNamespace();
    var spec = object.map("spec");
    addBackend(Tree.map(spec, "defaultBackend"));
    if (spec.containsKey("defaultBackend")) {
      keys.add(new IndexKey.ClassHost(className, ""));
    }
    for (Map<String, Object> rule : Tree.maps(spec, "rules")) {
      keys.add(new IndexKey.ClassHost(className, normal(Tree.text(rule, "host"))));
      Tree.maps(Tree.map(rule, "http"), "paths")
          .forEach(path -> addBackend(Tree.map(path, "backend")));
    }
    if (!IngressGroup.of(object).isEmpty()) {
      keys.add(new IndexKey.InGroup(className, IngressGroup.of(object)));
    }
    IngressAliases.of(object).forEach(h -> keys.add(new IndexKey.ClassHost(className, h)));
  }

  private void addBackend(Map<String, Object> backend) {
    var service = Tree.text(Tree.map(backend, "service"), "name");
    if (!service.isEmpty()) {
      keys.add(new IndexKey.Backend(namespace, service));
    }
  }

  private void gateway() {
    byClass(object.text("spec", "gatewayClassName"));
    for (Map<String, Object> address : Tree.maps(object.map("status"), "addresses")) {
      keys.add(new IndexKey.GatewayAddress(Tree.text(address, "value")));
    }
  }

  private void httpRoute() {
    inNamespace();
    var spec = object.map("spec");
    var hosts = Tree.texts(spec, "hostnames");
    for (Map<String, Object> parent : Tree.maps(spec, "parentRefs")) {
      var gatewayNamespace = Tree.text(parent, "namespace", namespace);
      var gateway = Tree.text(parent, "name");
      keys.add(new IndexKey.ByGateway(gatewayNamespace, gateway));
      for (String host : hosts.isEmpty() ? List.of("") : hosts) {
        keys.add(new IndexKey.GatewayHost(gatewayNamespace, gateway, normal(host)));
      }
    }
    for (Map<String, Object> rule : Tree.maps(spec, "rules")) {
      Tree.maps(rule, "backendRefs").forEach(this::addRef);
      Tree.maps(rule, "filters")
          .forEach(filter -> addRef(Tree.map(Tree.map(filter, "requestMirror"), "backendRef")));
    }
  }

  private void addRef(Map<String, Object> ref) {
    var name = Tree.text(ref, "name");
    if (name.isEmpty()) {
      return;
    }
    var target = Tree.text(ref, "namespace", namespace);
    keys.add(new IndexKey.Backend(target, name));
    if (!target.equals(namespace)) {
      keys.add(new IndexKey.BackendNamespace(target));
    }
  }

  private void byClass(String className) {
    keys.add(new IndexKey.ByClass(object.ref().kind(), className));
  }

  private void inNamespace() {
    keys.add(new IndexKey.InNamespace(object.ref().kind(), namespace));
  }

  private static String normal(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
