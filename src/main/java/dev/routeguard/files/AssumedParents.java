package dev.routeguard.files;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.Tree;
import dev.routeguard.files.Manifests.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Parents for routes that would be read for nothing: a route without any parentRef (a fragment that
 * an overlay completes), or one for the mesh, whose parents are Services (GEP-1324). What such a
 * route says is compared all the same, as a route of a Gateway that nobody gives.
 */
final class AssumedParents {
  private final Consumer<String> notices;

  AssumedParents(Consumer<String> notices) {
    this.notices = notices;
  }

  /** The manifest itself, or with parents that can be read. */
  Manifest completed(Manifest manifest) {
    var document = manifest.document();
    var kind = Kind.of(group(document), Tree.text(document, "kind"));
    if (kind.filter(Kind.GATEWAY_ROUTES::contains).isEmpty()) {
      return manifest;
    }
    var spec = Tree.map(document, "spec");
    var parents = Tree.maps(spec, "parentRefs");
    var read = new LinkedHashSet<Map<String, Object>>();
    parents.forEach(parent -> read.add(readable(parent)));
    if (read.isEmpty()) {
      read.add(Map.of("name", AssumedGateways.CLASS));
    }
    var given = List.copyOf(read);
    if (given.equals(parents)) {
      return manifest;
    }
    var who = Tree.text(document, "kind") + "/" + Tree.text(Tree.map(document, "metadata"), "name");
    notices.accept(
        who
            + (parents.isEmpty()
                ? " names no parent"
                : " is for the mesh (its parent is a Service)")
            + ": taken to belong to a Gateway");
    return manifest.with(withParents(document, spec, given));
  }

  private static String group(Map<String, Object> document) {
    var version = Tree.text(document, "apiVersion");
    int slash = version.indexOf('/');
    return slash < 0 ? "" : version.substring(0, slash);
  }

  private static Map<String, Object> readable(Map<String, Object> parent) {
    if (!Tree.text(parent, "kind").equals("Service")) {
      return parent;
    }
    var gateway = new LinkedHashMap<String, Object>();
    gateway.put("name", "service-" + Tree.text(parent, "name"));
    var namespace = Tree.text(parent, "namespace");
    if (!namespace.isEmpty()) {
      gateway.put("namespace", namespace);
    }
    return gateway;
  }

  private static Map<String, Object> withParents(
      Map<String, Object> document, Map<String, Object> spec, List<Map<String, Object>> parents) {
    var completed = new LinkedHashMap<>(spec);
    completed.put("parentRefs", new ArrayList<>(parents));
    var copy = new LinkedHashMap<>(document);
    copy.put("spec", completed);
    return copy;
  }
}
