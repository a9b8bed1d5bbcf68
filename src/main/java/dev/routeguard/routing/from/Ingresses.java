package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Untranslated;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an Ingress (networking.k8s.io, any version's v1 shape) into its rules. */
public final class Ingresses {
  /**
   * A {@code tls} entry.
   *
   * @param hosts as written, lower case; empty stands for every host of the Ingress
   */
  public record Tls(KubernetesObject ingress, List<String> hosts, String secret, String fieldPath) {
    /** Whether the entry covers a host: named, below a named wildcard by one label, or no name. */
    public boolean covers(String host) {
      return hosts.isEmpty()
          || hosts.contains(host)
          || hosts.contains("*" + host.substring(Math.max(0, host.indexOf('.'))));
    }
  }

  private Ingresses() {}

  /** Its paths in the order written, a default backend last. */
  public static List<IngressRule> rules(KubernetesObject ingress) {
    var found = new ArrayList<IngressRule>();
    var spec = ingress.map("spec");
    var rules = Tree.maps(spec, "rules");
    for (int i = 0; i < rules.size(); i++) {
      var host = Request.normalHost(Tree.text(rules.get(i), "host"));
      var paths = Tree.maps(Tree.map(rules.get(i), "http"), "paths");
      for (int j = 0; j < paths.size(); j++) {
        var at = "spec.rules[" + i + "].http.paths[" + j + "]";
        found.add(rule(ingress, host, paths.get(j), at));
      }
    }
    defaultBackend(ingress).ifPresent(found::add);
    return found;
  }

  private static IngressRule rule(
      KubernetesObject ingress, String host, Map<String, Object> path, String fieldPath) {
    var backend = Tree.map(path, "backend");
    var written = Tree.text(path, "path");
    return new IngressRule(
        ingress,
        host,
        written.isEmpty() ? "/" : written,
        !written.isEmpty(),
        Tree.text(path, "pathType", "ImplementationSpecific"),
        backend(ingress, backend),
        backend.containsKey("resource"),
        fieldPath);
  }

  /** {@code spec.defaultBackend}. */
  public static Optional<IngressRule> defaultBackend(KubernetesObject ingress) {
    var backend = ingress.map("spec", "defaultBackend");
    if (backend.isEmpty()) {
      return Optional.empty();
    }
    var target = backend(ingress, backend);
    var resource = backend.containsKey("resource");
    return Optional.of(
        new IngressRule(
            ingress, "", "/", false, IngressRule.DEFAULT, target, resource, "spec.defaultBackend"));
  }

  private static Backend backend(KubernetesObject ingress, Map<String, Object> backend) {
    var namespace = ingress.ref().namespace();
    var resource = Tree.map(backend, "resource");
    if (!resource.isEmpty()) {
      return new Backend(
          namespace, Tree.text(resource, "kind") + "/" + Tree.text(resource, "name"), "");
    }
    var service = Tree.map(backend, "service");
    var port = Tree.map(service, "port");
    long number = Tree.number(port, "number", 0);
    return new Backend(
        namespace,
        Tree.text(service, "name"),
        number > 0 ? Long.toString(number) : Tree.text(port, "name"));
  }

  public static List<Tls> tls(KubernetesObject ingress) {
    var found = new ArrayList<Tls>();
    var entries = Tree.maps(ingress.map("spec"), "tls");
    for (int i = 0; i < entries.size(); i++) {
      var hosts = Tree.texts(entries.get(i), "hosts").stream().map(Request::normalHost).toList();
      var secret = Tree.text(entries.get(i), "secretName");
      found.add(new Tls(ingress, hosts, secret, "spec.tls[" + i + "]"));
    }
    return found;
  }

  /** The hosts its rules name; empty text for a rule without host or a default backend. */
  public static Set<String> hosts(KubernetesObject ingress) {
    var hosts = new LinkedHashSet<String>();
    var spec = ingress.map("spec");
    for (Map<String, Object> rule : Tree.maps(spec, "rules")) {
      hosts.add(Request.normalHost(Tree.text(rule, "host")));
    }
    if (spec.containsKey("defaultBackend")) {
      hosts.add("");
    }
    return hosts;
  }

  /** What of an Ingress is left to its controller in a way nobody wrote down. */
  public static List<Untranslated> notes(KubernetesObject ingress) {
    var notes = new ArrayList<Untranslated>();
    var rules = Tree.maps(ingress.map("spec"), "rules");
    for (int i = 0; i < rules.size(); i++) {
      if (Tree.maps(Tree.map(rules.get(i), "http"), "paths").isEmpty()) {
        var at = "spec.rules[%d]".formatted(i);
        notes.add(new Untranslated(ingress.ref(), at, "a rule without paths is left to the class"));
      }
    }
    for (IngressRule rule : rules(ingress)) {
      if (rule.resourceBackend()) {
        var at = rule.fieldPath() + ".backend.resource";
        notes.add(new Untranslated(ingress.ref(), at, "a resource backend is not analysable"));
      }
    }
    return notes;
  }
}
