package dev.routeguard.routing;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a change may show: the hosts of entries whose tables can differ. Wide enough that nothing
 * is missed (an edited Service touches every host that some route sends to it), narrow enough that
 * a change of one object never looks at the whole Estate.
 */
final class Touched {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  /** A host as written on an entry. */
  record Place(Entry entry, String host) {}

  private final RouteTables before;
  private final RouteTables after;
  private final Set<Place> places = new LinkedHashSet<>();
  private final Set<ObjectRef> followed = new HashSet<>();

  private Touched(RouteTables before, RouteTables after) {
    this.before = before;
    this.after = after;
  }

  static Set<Place> between(RouteTables before, RouteTables after) {
    var touched = new Touched(before, after);
    if (!before.estate().settings().equals(after.estate().settings())) {
      touched.everything();
    }
    new TreeSet<>(after.estate().changedSince(before.estate())).forEach(touched::changed);
    return touched.places;
  }

  private void everything() {
    for (RouteTables tables : new RouteTables[] {before, after}) {
      for (Entry entry : tables.entries()) {
        tables.hostsOf(entry).forEach(host -> places.add(new Place(entry, host)));
      }
    }
  }

  private void changed(ObjectRef ref) {
    var old = before.estate().find(ref).orElse(null);
    var now = after.estate().find(ref).orElse(null);
    if (old != null && now != null && sameMeaning(old, now)) {
      return;
    }
    follow(ref, before, old);
    follow(ref, after, now);
  }

  /** Age decides ties, so a newer creation time is a change even where the content is the same. */
  private static boolean sameMeaning(KubernetesObject old, KubernetesObject now) {
    return old.created().equals(now.created()) && Fingerprint.same(old, now);
  }

  private void follow(ObjectRef ref, RouteTables tables, @Nullable KubernetesObject object) {
    if (object == null) {
      return;
    }
    var estate = tables.estate();
    switch (ref.kind()) {
      case INGRESS, HTTP_ROUTE -> route(ref);
      case SERVICE -> {
        route(ref);
        estate.routesNaming(ref.namespace(), ref.name()).forEach(this::route);
      }
      case ENDPOINT_SLICE -> slice(estate, object);
      case INGRESS_CLASS -> ingressClass(tables, object);
      case GATEWAY -> gateway(ref);
      case GATEWAY_CLASS -> gatewaysOf(estate, ref.name());
      case NAMESPACE ->
          estate.refs(new IndexKey.InNamespace(Kind.HTTP_ROUTE, ref.name())).forEach(this::route);
      case REFERENCE_GRANT -> grant(estate, object);
    }
  }

  /** A route object, on every entry and host it has or had. */
  private void route(ObjectRef ref) {
    if (!followed.add(ref)) {
      return;
    }
    for (RouteTables tables : new RouteTables[] {before, after}) {
      for (Entry entry : tables.entriesOf(ref)) {
        tables.hostsOf(ref, entry).forEach(host -> places.add(new Place(entry, host)));
        tables.reach(ref, entry).forEach(host -> places.add(new Place(entry, host)));
      }
    }
  }

  private void slice(Estate estate, KubernetesObject slice) {
    var namespace = slice.ref().namespace();
    var service = Objects.requireNonNullElse(slice.labels().get(SERVICE_NAME), "");
    route(new ObjectRef(Kind.SERVICE, namespace, service));
    estate.routesNaming(namespace, service).forEach(this::route);
  }

  /** Also the Ingresses without class, which the mark of a default class moves about. */
  private void ingressClass(RouteTables tables, KubernetesObject object) {
    var estate = tables.estate();
    var name = object.ref().name();
    estate.refs(new IndexKey.ByClass(Kind.INGRESS, name)).forEach(this::route);
    estate.refs(new IndexKey.ByClass(Kind.INGRESS, "")).forEach(this::route);
  }

  private void gateway(ObjectRef ref) {
    var entry = Entry.ofGateway(ref.namespace(), ref.name());
    for (RouteTables tables : new RouteTables[] {before, after}) {
      tables.hostsOf(entry).forEach(host -> places.add(new Place(entry, host)));
    }
  }

  private void gatewaysOf(Estate estate, String className) {
    estate.refs(new IndexKey.ByClass(Kind.GATEWAY, className)).forEach(this::gateway);
  }

  /** The routes and Gateways of the namespaces a grant speaks for. */
  private void grant(Estate estate, KubernetesObject grant) {
    estate.refs(new IndexKey.BackendNamespace(grant.ref().namespace())).forEach(this::route);
    for (var from : Tree.maps(grant.map("spec"), "from")) {
      if (Tree.text(from, "kind").equals(Kind.GATEWAY.kindName())) {
        estate.all(Kind.GATEWAY).stream()
            .map(KubernetesObject::ref)
            .filter(ref -> ref.namespace().equals(Tree.text(from, "namespace")))
            .forEach(this::gateway);
      }
    }
  }
}
