package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.IngressAliases;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.PublishedAddresses;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.RequestMatcher;
import dev.routeguard.routing.TlsHost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The entries of an Estate: which there are, who stands in them, which hosts and addresses. */
public final class Entries {
  private final Estate estate;
  private final IngressClasses classes;

  public Entries(Translations translations) {
    this.estate = translations.estate();
    this.classes = translations.classes();
  }

  /** Every entry: classes, then Gateways, then load balancers, each by name. */
  public List<Entry> all() {
    var gateways = estate.all(Kind.GATEWAY).stream().map(KubernetesObject::ref).sorted();
    var services =
        estate.all(Kind.SERVICE).stream()
            .filter(Entries::isLoadBalancer)
            .map(KubernetesObject::ref)
            .sorted();
    var all = new ArrayList<>(classes.entries());
    gateways.map(ref -> Entry.ofGateway(ref.namespace(), ref.name())).forEach(all::add);
    services.map(ref -> Entry.ofLoadBalancer(ref.namespace(), ref.name())).forEach(all::add);
    return all;
  }

  /** The entries an object stands in, or is. */
  public List<Entry> of(KubernetesObject object) {
    var ref = object.ref();
    return switch (ref.kind()) {
      case INGRESS -> List.of(classes.entryOf(object));
      case INGRESS_CLASS -> List.of(Entry.ofClass(ref.name()));
      case GATEWAY -> List.of(Entry.ofGateway(ref.namespace(), ref.name()));
      case LISTENER_SET -> List.of(gateway(Gateways.parentOf(object)));
      case HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE -> parents(object);
      case SERVICE ->
          isLoadBalancer(object)
              ? List.of(Entry.ofLoadBalancer(ref.namespace(), ref.name()))
              : List.of();
      case ENDPOINT_SLICE,
          NAMESPACE,
          GATEWAY_CLASS,
          REFERENCE_GRANT,
          BACKEND_TLS_POLICY,
          SECRET,
          CONFIG_MAP,
          POD ->
          List.of();
    };
  }

  private List<Entry> parents(KubernetesObject route) {
    return Tree.maps(route.map("spec"), "parentRefs").stream()
        .flatMap(parent -> Attachments.parent(route, parent).stream())
        .flatMap(parent -> Gateways.ofParent(parent, estate).stream())
        .map(Entries::gateway)
        .distinct()
        .toList();
  }

  private static Entry gateway(ObjectRef ref) {
    return Entry.ofGateway(ref.namespace(), ref.name());
  }

  private static boolean isLoadBalancer(KubernetesObject service) {
    return service.text("spec", "type").equals("LoadBalancer");
  }

  /**
   * The hosts as written at which an object may change an entry; empty text for every host. A route
   * without host stands for the hosts of the listeners it may attach to.
   */
  public Set<String> hosts(KubernetesObject object, Entry entry) {
    return switch (object.ref().kind()) {
      case INGRESS -> ingressHosts(object);
      case HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE -> routeHosts(object, entry);
      case INGRESS_CLASS, GATEWAY, LISTENER_SET -> hosts(entry);
      default -> Set.of("");
    };
  }

  private static Set<String> ingressHosts(KubernetesObject ingress) {
    var hosts = new TreeSet<>(Ingresses.hosts(ingress));
    Ingresses.tls(ingress).forEach(tls -> hosts.addAll(tls.hosts()));
    hosts.addAll(IngressAliases.of(ingress));
    return hosts;
  }

  private Set<String> routeHosts(KubernetesObject route, Entry entry) {
    var hosts = new TreeSet<String>();
    for (String host : Attachments.hostnames(route)) {
      hosts.add(host);
      listeners(entry)
          .forEach(l -> Attachments.intersection(host, l.hostname()).ifPresent(hosts::add));
    }
    return hosts;
  }

  /**
   * The hosts of a class, as written, that a wildcard or the empty host covers: found by their
   * domain, as a class may have thousands of others.
   */
  public Set<String> hostsUnder(Entry entry, String pattern) {
    if (pattern.isEmpty()) {
      return hosts(entry);
    }
    var hosts = new TreeSet<String>();
    for (KubernetesObject ingress : classes.below(entry.name(), pattern.substring(2))) {
      hosts.addAll(ingressHosts(ingress));
    }
    hosts.removeIf(host -> !RequestMatcher.matchesHost(pattern, host));
    return hosts;
  }

  /** Every host as written that an entry knows. */
  public Set<String> hosts(Entry entry) {
    var hosts = new TreeSet<String>();
    switch (entry.type()) {
      case INGRESS_CLASS ->
          classes.all(entry.name()).forEach(ingress -> hosts.addAll(ingressHosts(ingress)));
      case GATEWAY -> {
        listeners(entry).forEach(listener -> hosts.add(listener.hostname()));
        attached(entry).forEach(route -> hosts.addAll(routeHosts(route, entry)));
      }
      case LOAD_BALANCER -> hosts.add("");
    }
    return hosts;
  }

  /** Whether an entry has a rule of its own for a host, so that no wildcard stands for it. */
  public boolean knows(Entry entry, String host) {
    return switch (entry.type()) {
      case INGRESS_CLASS -> !classes.claiming(entry.name(), host).isEmpty();
      case GATEWAY ->
          isWritten(entry, host)
              || listeners(entry).stream().anyMatch(l -> l.hostname().equals(host));
      case LOAD_BALANCER -> false;
    };
  }

  /** Whether a route names a Gateway and a host as written. */
  public boolean isWritten(Entry gateway, String host) {
    return owners(gateway).anyMatch(o -> !estate.refs(new IndexKey.ParentHost(o, host)).isEmpty());
  }

  private List<Gateways.Listener> listeners(Entry entry) {
    return Gateways.find(entry, estate)
        .map(gateway -> Gateways.merged(gateway, estate))
        .orElse(List.of());
  }

  /** The Gateway of an entry and its ListenerSets. */
  private Stream<ObjectRef> owners(Entry entry) {
    var gateway = new ObjectRef(Kind.GATEWAY, entry.namespace(), entry.name());
    var sets = estate.refs(new IndexKey.SetsOf(gateway)).stream();
    return Stream.concat(Stream.of(gateway), sets);
  }

  private List<KubernetesObject> attached(Entry entry) {
    return owners(entry)
        .flatMap(owner -> estate.refs(new IndexKey.ByParent(owner)).stream())
        .filter(ref -> Kind.GATEWAY_ROUTES.contains(ref.kind()))
        .distinct()
        .flatMap(ref -> estate.find(ref).stream())
        .toList();
  }

  /** Addresses (IP or name) the entry has published; of a class all that its Ingresses show. */
  public Set<String> addresses(Entry entry) {
    return switch (entry.type()) {
      case INGRESS_CLASS -> classes.addresses(entry.name());
      case GATEWAY ->
          new TreeSet<>(
              Gateways.find(entry, estate).stream()
                  .flatMap(gateway -> Tree.maps(gateway.map("status"), "addresses").stream())
                  .map(address -> Tree.text(address, "value"))
                  .toList());
      case LOAD_BALANCER ->
          balancerAddresses(estate.service(entry.namespace(), entry.name()).stream());
    };
  }

  /**
   * The addresses at which an entry answers for a concrete host: of a class those of the Ingresses
   * that claim it, as one class may have several addresses.
   *
   * @param settled which Ingresses' status tells of this entry: one that only just moved here still
   *     shows the address it had before
   */
  public Set<String> addressesAt(Entry entry, String host, Predicate<ObjectRef> settled) {
    if (entry.type() != Entry.Type.INGRESS_CLASS) {
      return addresses(entry);
    }
    return balancerAddresses(claiming(entry, host).filter(ingress -> settled.test(ingress.ref())));
  }

  /** The Ingresses of a class that have a rule for a concrete host. */
  public Stream<KubernetesObject> claiming(Entry entry, String host) {
    int dot = host.indexOf('.');
    return Stream.of(host, dot < 0 ? "" : "*" + host.substring(dot), "")
        .distinct()
        .flatMap(pattern -> classes.claiming(entry.name(), pattern).stream())
        .distinct();
  }

  /** Every class, and the Gateways that have published one of these addresses. */
  public List<Entry> behind(Set<String> addresses) {
    var found = new ArrayList<>(classes.known());
    for (String address : addresses) {
      estate.refs(new IndexKey.GatewayAddress(address)).stream()
          .sorted()
          .map(ref -> Entry.ofGateway(ref.namespace(), ref.name()))
          .forEach(found::add);
    }
    return found;
  }

  /** Addresses in {@code status.loadBalancer} of Ingresses and Services. */
  public static Set<String> balancerAddresses(Stream<KubernetesObject> objects) {
    var found = new TreeSet<String>();
    objects.forEach(object -> found.addAll(PublishedAddresses.of(object)));
    return found;
  }

  /** The TLS entries or listeners that cover a host as written. */
  public List<TlsHost> tls(Entry entry, String host) {
    return switch (entry.type()) {
      case INGRESS_CLASS ->
          classes.claiming(entry.name(), host).stream()
              .flatMap(ingress -> Ingresses.tls(ingress).stream())
              .filter(tls -> tls.covers(host))
              .map(tls -> tlsHost(entry, host, tls))
              .toList();
      case GATEWAY ->
          listeners(entry).stream()
              .filter(l -> Set.of("HTTPS", "TLS").contains(l.protocol()))
              .filter(l -> Attachments.intersection(host, l.hostname()).equals(Optional.of(host)))
              .map(listener -> tlsHost(entry, listener))
              .toList();
      case LOAD_BALANCER -> List.of();
    };
  }

  private static TlsHost tlsHost(Entry entry, String host, Ingresses.Tls tls) {
    var ref = tls.ingress().ref();
    var secret = tls.secret().isEmpty() ? "" : ref.namespace() + "/" + tls.secret();
    return new TlsHost(entry, host, secret, false, ref, tls.fieldPath());
  }

  private static TlsHost tlsHost(Entry entry, Gateways.Listener listener) {
    var secrets = new LinkedHashSet<String>();
    listener.certificates().forEach(secret -> secrets.add(secret.toString()));
    return new TlsHost(
        entry,
        listener.hostname(),
        String.join(",", secrets),
        listener.passthrough(),
        listener.owner().ref(),
        listener.fieldPath());
  }

  /** References of the objects standing in an entry. */
  public Set<ObjectRef> members(Entry entry) {
    var members = new TreeSet<ObjectRef>();
    switch (entry.type()) {
      case INGRESS_CLASS -> classes.all(entry.name()).forEach(i -> members.add(i.ref()));
      case GATEWAY -> attached(entry).forEach(route -> members.add(route.ref()));
      case LOAD_BALANCER ->
          members.add(new ObjectRef(Kind.SERVICE, entry.namespace(), entry.name()));
    }
    return members;
  }
}
