package dev.routeguard.estate;

import java.util.ArrayList;
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
      case HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE -> keys.gatewayRoute();
      case GATEWAY -> keys.gateway();
      case LISTENER_SET -> keys.listenerSet();
      case BACKEND_TLS_POLICY -> keys.backendTlsPolicy();
      case REFERENCE_GRANT -> keys.inNamespace();
      case SERVICE -> keys.service();
      case POD -> keys.pod();
      case SECRET -> keys.inNamespace();
      case INGRESS_CLASS, GATEWAY_CLASS, NAMESPACE, CONFIG_MAP -> {
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
    var zones = new HashSet<String>();
    for (Map<String, Object> endpoint : Tree.maps(object.document(), "endpoints")) {
      zones.add(Tree.text(endpoint, "zone"));
    }
    zones.remove("");
    zones.forEach(zone -> keys.add(new IndexKey.InZone(zone)));
    if (!zones.isEmpty()) {
      keys.add(new IndexKey.InZone(zones.size() > 1 ? IndexKey.SEVERAL : IndexKey.ANY));
    }
  }

  private void service() {
    inNamespace();
    object.map("spec", "selector").entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(e -> new IndexKey.Selects(namespace, e.getKey(), e.getValue().toString()))
        .ifPresent(keys::add);
    PinnedAddresses.of(object).forEach(keys::add);
  }

  private void pod() {
    if (!Pods.isLiving(object)) {
      return;
    }
    object
        .labels()
        .forEach((label, value) -> keys.add(new IndexKey.PodLabel(namespace, label, value)));
    Pods.addresses(object).forEach(ip -> keys.add(new IndexKey.PodAddress(ip)));
    var node = object.text("status", "hostIP");
    if (!node.isEmpty()) {
      keys.add(new IndexKey.NodeAddress(node));
    }
  }

  private void ingress() {
    var className = object.ingressClassAsWritten();
    byClass(className);
    inNamespace();
    for (String address : PublishedAddresses.of(object)) {
      keys.add(new IndexKey.ClassAddress(className, address));
    }
    var spec = object.map("spec");
    addBackend(Tree.map(spec, "defaultBackend"));
    if (spec.containsKey("defaultBackend")) {
      claimed(className, "");
    }
    for (Map<String, Object> rule : Tree.maps(spec, "rules")) {
      var host = normal(Tree.text(rule, "host"));
      claimed(className, host);
      belowDomains(className, host);
      Tree.maps(Tree.map(rule, "http"), "paths")
          .forEach(path -> addBackend(Tree.map(path, "backend")));
    }
    if (!IngressGroup.of(object).isEmpty()) {
      keys.add(new IndexKey.InGroup(className, IngressGroup.of(object)));
    }
    for (Map<String, Object> tls : Tree.maps(spec, "tls")) {
      var secret = new ObjectRef(Kind.SECRET, namespace, Tree.text(tls, "secretName"));
      keys.add(new IndexKey.Reads(secret));
      Tree.texts(tls, "hosts").forEach(host -> belowDomains(className, normal(host)));
    }
    for (String alias : IngressAliases.of(object)) {
      claimed(className, alias);
      belowDomains(className, alias);
    }
  }

  private void claimed(String className, String host) {
    keys.add(new IndexKey.ClassHost(className, host));
    keys.add(new IndexKey.ClaimedHost(host));
  }

  private void belowDomains(String className, String host) {
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      keys.add(new IndexKey.ClassDomain(className, host.substring(dot + 1)));
    }
  }

  private void addBackend(Map<String, Object> backend) {
    var service = Tree.text(Tree.map(backend, "service"), "name");
    if (!service.isEmpty()) {
      keys.add(new IndexKey.Backend(namespace, service));
    }
  }

  private void gateway() {
    inNamespace();
    byClass(object.text("spec", "gatewayClassName"));
    listeners();
    for (Map<String, Object> address : Tree.maps(object.map("status"), "addresses")) {
      keys.add(new IndexKey.GatewayAddress(Tree.text(address, "value")));
    }
    var tls = object.map("spec", "tls");
    clientCertificates(Tree.map(tls, "frontend"));
    reads(Tree.map(Tree.map(tls, "backend"), "clientCertificateRef"));
  }

  private void clientCertificates(Map<String, Object> frontend) {
    var validations = new ArrayList<Map<String, Object>>();
    validations.add(Tree.map(Tree.map(frontend, "default"), "validation"));
    Tree.maps(frontend, "perPort")
        .forEach(port -> validations.add(Tree.map(Tree.map(port, "tls"), "validation")));
    validations.forEach(v -> Tree.maps(v, "caCertificateRefs").forEach(this::reads));
  }

  private void listenerSet() {
    inNamespace();
    listeners();
    keys.add(new IndexKey.SetsOf(byParent(object.map("spec", "parentRef"))));
  }

  private void listeners() {
    for (Map<String, Object> listener : Tree.maps(object.map("spec"), "listeners")) {
      Tree.maps(Tree.map(listener, "tls"), "certificateRefs").forEach(this::reads);
    }
  }

  /** A reference to a Secret, or to the ConfigMap that its kind names. */
  private void reads(Map<String, Object> ref) {
    var kind = Tree.text(ref, "kind").equals("ConfigMap") ? Kind.CONFIG_MAP : Kind.SECRET;
    var target = Tree.text(ref, "namespace", namespace);
    keys.add(new IndexKey.Reads(new ObjectRef(kind, target, Tree.text(ref, "name"))));
  }

  private void backendTlsPolicy() {
    inNamespace();
    var spec = object.map("spec");
    for (Map<String, Object> target : Tree.maps(spec, "targetRefs")) {
      var name = Tree.text(target, "name");
      keys.add(new IndexKey.PolicyTarget(namespace, Tree.text(target, "kind"), name));
    }
    Tree.maps(Tree.map(spec, "validation"), "caCertificateRefs").forEach(this::reads);
  }

  private ObjectRef byParent(Map<String, Object> parent) {
    var kind = Tree.text(parent, "kind").equals("ListenerSet") ? Kind.LISTENER_SET : Kind.GATEWAY;
    var ref =
        new ObjectRef(kind, Tree.text(parent, "namespace", namespace), Tree.text(parent, "name"));
    keys.add(new IndexKey.ByParent(ref));
    return ref;
  }

  private void gatewayRoute() {
    inNamespace();
    var spec = object.map("spec");
    var hosts = Tree.texts(spec, "hostnames");
    for (Map<String, Object> parent : Tree.maps(spec, "parentRefs")) {
      var ref = byParent(parent);
      for (String host : hosts.isEmpty() ? List.of("") : hosts) {
        keys.add(new IndexKey.ParentHost(ref, normal(host)));
      }
    }
    for (Map<String, Object> rule : Tree.maps(spec, "rules")) {
      Tree.maps(rule, "backendRefs").forEach(this::addRefWithFilters);
      Tree.maps(rule, "filters").forEach(this::addFilter);
    }
  }

  private void addRefWithFilters(Map<String, Object> ref) {
    addRef(ref);
    Tree.maps(ref, "filters").forEach(this::addFilter);
  }

  private void addFilter(Map<String, Object> filter) {
    addRef(Tree.map(Tree.map(filter, "requestMirror"), "backendRef"));
    addRef(Tree.map(Tree.map(filter, "externalAuth"), "backendRef"));
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
