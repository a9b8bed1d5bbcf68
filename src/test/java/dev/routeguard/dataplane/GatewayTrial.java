package dev.routeguard.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import java.util.Map;
import java.util.Set;

/** Many estates on one Gateway, and the model's answers against the data plane's. */
final class GatewayTrial {
  private static final int ESTATES = 80;
  private static final long SEED = Long.getLong("routeguard.seed", 20260101L);
  private static final Set<Kind> KINDS =
      Set.of(
          Kind.GATEWAY_CLASS,
          Kind.GATEWAY,
          Kind.LISTENER_SET,
          Kind.HTTP_ROUTE,
          Kind.GRPC_ROUTE,
          Kind.TLS_ROUTE,
          Kind.TCP_ROUTE,
          Kind.SECRET,
          Kind.REFERENCE_GRANT,
          Kind.SERVICE,
          Kind.ENDPOINT_SLICE,
          Kind.NAMESPACE);

  private final ControlPlane plane;
  private final Cluster cluster;
  private final Backends backends;
  private final DataPlane dataPlane;
  private final TrialDoors doors;
  private final Entry entry;

  GatewayTrial(ControlPlane plane, Backends backends, DataPlane dataPlane, TrialDoors doors) {
    var gateway = doors.gateway().split("/");
    this.doors = doors;
    this.entry = Entry.ofGateway(gateway[0], gateway[1]);
    this.plane = plane;
    this.cluster = new Cluster(plane);
    this.backends = backends;
    this.dataPlane = dataPlane;
  }

  /**
   * Makes a class and a Gateway with all its listeners.
   *
   * @param more of the class's spec, in flow style
   */
  void gateway(String controller, String more) {
    var name = doors.gateway().split("/");
    cluster.namespace(name[0]);
    cluster.tlsSecret(name[0], "served");
    cluster.apply(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: {name: trial}
        spec: {controllerName: %s%s}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {namespace: %s, name: %s}
        spec:
          gatewayClassName: trial
          allowedListeners: {namespaces: {from: All}}
          listeners: [%s]
        """
            .formatted(controller, more, name[0], name[1], doors.listeners()));
  }

  /** Asks for everything and returns what the model was told. */
  Estate run(String dataPlaneName) {
    for (int i = 0; i < ESTATES; i++) {
      cluster.namespace("estate-" + i, Map.of("doors", doors.label(i)));
    }
    for (int i = 0; i < ESTATES; i++) {
      var namespace = "estate-" + i;
      var other = "estate-" + (i + 1) % ESTATES;
      var spice = new GatewaySpice(doors.features(), SEED + i);
      var made = new GatewayEstate(namespace, other, doors.of(i), spice, SEED + i);
      cluster.apply(doors.listenerSet(i, namespace) + made.manifests(backends));
      cluster.apply(spice.streams(namespace, doors.streams(i), doors.gateway()));
    }

    var estate = LiveEstate.read(plane.adminClient(), KINDS, Map.of());
    var agreement = new Agreement(estate, entry, dataPlane);
    var objects =
        Kind.GATEWAY_ROUTES.stream()
            .flatMap(kind -> estate.all(kind).stream())
            .map(KubernetesObject::ref)
            .toList();
    var score = agreement.on(Questions.about(agreement.tables(), entry, objects));

    System.out.printf("%s, %d estates from seed %d: %s%n", dataPlaneName, ESTATES, SEED, score);
    assertThat(score.requests()).isGreaterThanOrEqualTo(2000);
    assertThat(score.disagreements()).isEmpty();
    return estate;
  }

  /** The conditions and counts that the controller writes are those predicted. */
  void compareStatus(String controllerName, Estate estate) {
    var score = new Statuses(plane.adminClient(), estate).compare();
    System.out.printf(
        "%s: %d of %d conditions and counts of attached routes as predicted%n",
        controllerName, score.requests() - score.disagreements().size(), score.requests());
    assertThat(score.disagreements()).isEmpty();
  }
}
