package dev.routeguard.estate;

/** What objects are filed under, see {@link Estate#found(IndexKey)}. Hosts are lower case. */
public sealed interface IndexKey {
  /** Stands for whatever zone. */
  String ANY = "";

  /** Stands for more than one zone. */
  String SEVERAL = "*";

  /** EndpointSlices by the Service they name. */
  record Slices(String namespace, String service) implements IndexKey {}

  /** Route objects by a Service that one of their backends names. */
  record Backend(String namespace, String service) implements IndexKey {}

  /** Route objects with a backend in another namespace, by that namespace. */
  record BackendNamespace(String namespace) implements IndexKey {}

  /**
   * Ingresses by class as written (empty where none is) and by a host they claim: of a rule, of a
   * server alias, or empty for a default backend or a rule without host.
   */
  record ClassHost(String className, String host) implements IndexKey {}

  /** Ingresses of whatever class by a host they claim, likewise. */
  record ClaimedHost(String host) implements IndexKey {}

  /**
   * Ingresses by class as written and by every domain above a host that they claim or have a
   * certificate for: {@code shop.example.com} stands under {@code example.com} and {@code com}.
   */
  record ClassDomain(String className, String domain) implements IndexKey {}

  /** Ingresses by class as written and the group they join, see {@link IngressGroup}. */
  record InGroup(String className, String group) implements IndexKey {}

  /** Ingresses and Gateways by class as written. */
  record ByClass(Kind kind, String className) implements IndexKey {}

  /**
   * Gateway API routes by a parent they name (Gateway or ListenerSet) and a host as written, empty
   * where they name none.
   */
  record ParentHost(ObjectRef parent, String host) implements IndexKey {}

  /** Gateway API routes by a parent they name, ListenerSets by their Gateway. */
  record ByParent(ObjectRef parent) implements IndexKey {}

  /** ListenerSets by their Gateway, apart from its routes, of which there may be thousands. */
  record SetsOf(ObjectRef gateway) implements IndexKey {}

  /** BackendTLSPolicies by the object they are about. */
  record PolicyTarget(String namespace, String kind, String name) implements IndexKey {}

  /** Ingresses, Gateways, ListenerSets and policies by a Secret or ConfigMap they name. */
  record Reads(ObjectRef ref) implements IndexKey {}

  /** Ingresses by class as written and by an address they show. */
  record ClassAddress(String className, String address) implements IndexKey {}

  /** Gateways by an address they have published. */
  record GatewayAddress(String address) implements IndexKey {}

  /** Pods by a label. */
  record PodLabel(String namespace, String label, String value) implements IndexKey {}

  /** Pods by an address of their own; those on the host's network have none. */
  record PodAddress(String address) implements IndexKey {}

  /** Pods by an address of their node. */
  record NodeAddress(String address) implements IndexKey {}

  /** Services by the first label, in the order of names, that they select Pods by. */
  record Selects(String namespace, String label, String value) implements IndexKey {}

  /** Services by an address they ask for, or by the key under which they share one. */
  record Pinned(String what, String value) implements IndexKey {}

  /**
   * EndpointSlices by a zone of their endpoints; beside that under {@link #ANY} where they name one
   * zone, under {@link #SEVERAL} where they name more.
   */
  record InZone(String zone) implements IndexKey {}

  /** Routes, grants, Services and Secrets by namespace. */
  record InNamespace(Kind kind, String namespace) implements IndexKey {}
}
