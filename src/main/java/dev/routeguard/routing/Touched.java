package dev.routeguard.routing;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Gateways;
import java.util.Comparator;
import java.util.HashSet;
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
  record Place(Entry entry, String host) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing((Place place) -> place.entry().toString()).thenComparing(Place::host);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private final RouteTables before;
  private final RouteTables after;

  /** Sorted, as the sets of the indexes come in no order. */
  private final Set<Place> places = new TreeSet<>();

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
    after.estate().changedSince(before.estate()).forEach(touched::changed);
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
      case INGRESS, HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE -> route(ref);
      case SERVICE -> {
        route(ref);
        estate.routesNaming(ref.namespace(), ref.name()).forEach(this::route);
      }
      case ENDPOINT_SLICE -> slice(estate, object);
      case INGRESS_CLASS -> ingressClass(tables, object);
      case GATEWAY -> gateway(ref);
      case GATEWAY_CLASS -> gatewaysOf(estate, ref.name());
      case LISTENER_SET -> gateway(Gateways.parentOf(object));
      case NAMESPACE -> namespace(estate, ref.name());
      case BACKEND_TLS_POLICY -> policy(estate, object);
      case SECRET, CONFIG_MAP -> contents(estate, ref);
      case REFERENCE_GRANT -> grant(estate, object);
      case POD -> {
        // What a Pod does for routing stands in EndpointSlices.
      }
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

  /** What a label lets a Gateway take, routes and ListenerSets, may change with the label. */
  private void namespace(Estate estate, String name) {
    for (Kind kind : Kind.GATEWAY_ROUTES) {
      estate.refs(new IndexKey.InNamespace(kind, name)).forEach(this::route);
    }
    estate.found(new IndexKey.InNamespace(Kind.LISTENER_SET, name)).stream()
        .map(Gateways::parentOf)
        .forEach(this::gateway);
  }

  /** The routes to the Services a policy is about. */
  private void policy(Estate estate, KubernetesObject policy) {
    for (var target : Tree.maps(policy.map("spec"), "targetRefs")) {
      estate.routesNaming(policy.ref().namespace(), Tree.text(target, "name")).forEach(this::route);
    }
  }

  /** Whoever reads a certificate. */
  private void contents(Estate estate, ObjectRef ref) {
    for (ObjectRef reader : estate.refs(new IndexKey.Reads(ref))) {
      switch (reader.kind()) {
        case GATEWAY -> gateway(reader);
        case LISTENER_SET -> estate.find(reader).map(Gateways::parentOf).ifPresent(this::gateway);
        case BACKEND_TLS_POLICY -> estate.find(reader).ifPresent(policy -> policy(estate, policy));
        default -> route(reader);
      }
    }
  }

  /** The routes and Gateways of the namespaces a grant speaks for. */
  private void grant(Estate estate, KubernetesObject grant) {
    estate.refs(new IndexKey.BackendNamespace(grant.ref().namespace())).forEach(this::route);
    for (var from : Tree.maps(grant.map("spec"), "from")) {
      var namespace = Tree.text(from, "namespace");
      switch (Tree.text(from, "kind")) {
        case "Gateway" ->
            estate.refs(new IndexKey.InNamespace(Kind.GATEWAY, namespace)).forEach(this::gateway);
        case "ListenerSet" ->
            estate.found(new IndexKey.InNamespace(Kind.LISTENER_SET, namespace)).stream()
                .map(Gateways::parentOf)
                .forEach(this::gateway);
        default -> {
          // Routes are found by the namespace of their backends.
        }
      }
    }
  }
}
