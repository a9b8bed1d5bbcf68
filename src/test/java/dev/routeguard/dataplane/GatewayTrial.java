package dev.routeguard.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.estate.Kind;
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
          Kind.HTTP_ROUTE,
          Kind.REFERENCE_GRANT,
          Kind.SERVICE,
          Kind.ENDPOINT_SLICE,
          Kind.NAMESPACE);

  private final ControlPlane plane;
  private final Cluster cluster;
  private final Backends backends;
  private final DataPlane dataPlane;
  private Entry entry = Entry.ofGateway("", "");

  GatewayTrial(ControlPlane plane, Backends backends, DataPlane dataPlane) {
    this.plane = plane;
    this.cluster = new Cluster(plane);
    this.backends = backends;
    this.dataPlane = dataPlane;
  }

  /**
   * Makes a class and a Gateway with a listener for every host and one for example.org.
   *
   * @param more of the class's spec, in flow style
   */
  void gateway(String namespace, String name, String controller, String more, int all, int org) {
    entry = Entry.ofGateway(namespace, name);
    cluster.namespace(namespace);
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
          listeners:
          - {name: all, port: %d, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
          - name: org
            port: %d
            protocol: HTTP
            hostname: "*.example.org"
            allowedRoutes: {namespaces: {from: All}}
        """
            .formatted(controller, more, namespace, name, all, org));
  }

  void run(String dataPlaneName) {
    for (int i = 0; i < ESTATES; i++) {
      cluster.namespace("estate-" + i);
    }
    for (int i = 0; i < ESTATES; i++) {
      var other = "estate-" + (i + 1) % ESTATES;
      var made = new GatewayEstate("estate-" + i, other, entry.toString(), SEED + i);
      cluster.apply(made.manifests(backends));
    }

    var estate = LiveEstate.read(plane.adminClient(), KINDS, Map.of());
    var agreement = new Agreement(estate, entry, dataPlane);
    var objects = estate.all(Kind.HTTP_ROUTE).stream().map(route -> route.ref()).toList();
    var score = agreement.on(Questions.about(agreement.tables(), entry, objects));

    System.out.printf("%s, %d estates from seed %d: %s%n", dataPlaneName, ESTATES, SEED, score);
    assertThat(score.requests()).isGreaterThanOrEqualTo(2000);
    assertThat(score.disagreements()).isEmpty();
  }
}
