package dev.routeguard.dataplane;

import java.util.List;
import java.util.Random;

/**
 * The backends of a made estate: three Services that answer, one without ready endpoints, one that
 * names no endpoints at all, and two that do not exist (one of them as a port).
 */
final class Services {
  /** Name and port, as routes may write them; the last two lead nowhere. */
  record Target(String service, String port, boolean named) {}

  private static final List<Target> SOUND =
      List.of(
          new Target("one", "80", false),
          new Target("two", "80", false),
          new Target("three", "80", false));

  private static final List<Target> DEAD =
      List.of(new Target("drained", "80", false), new Target("empty", "80", false));

  private static final List<Target> MISSING =
      List.of(new Target("absent", "80", false), new Target("one", "81", false));

  private Services() {}

  /** Mostly one that answers. */
  static Target any(Random random) {
    int dice = random.nextInt(10);
    var from = dice < 7 ? SOUND : dice < 9 ? DEAD : MISSING;
    return from.get(random.nextInt(from.size()));
  }

  /** The manifests, the addresses of the three beginning with this one. */
  static String manifests(String namespace, Backends backends, int first) {
    var text = new StringBuilder();
    for (int i = 0; i < SOUND.size(); i++) {
      var name = SOUND.get(i).service();
      text.append(service(namespace, name));
      text.append(slice(namespace, name, backends.address(first + i), true));
    }
    text.append(service(namespace, "drained"));
    text.append(slice(namespace, "drained", backends.address(first + 3), false));
    text.append(service(namespace, "empty"));
    return text.append(external(namespace)).toString();
  }

  private static String service(String namespace, String name) {
    return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {namespace: %s, name: %s}
        spec: {ports: [{name: web, port: 80, targetPort: %d}, {name: tls, port: 443, targetPort: %d}]}
        """
        .formatted(namespace, name, Backends.PORT, Backends.TLS_PORT);
  }

  private static String external(String namespace) {
    return """
        ---
        apiVersion: v1
        kind: Service
        metadata: {namespace: %s, name: elsewhere}
        spec: {type: ExternalName, externalName: example.com, ports: [{name: web, port: 80}]}
        """
        .formatted(namespace);
  }

  /** All three conditions are written: Contour and Traefik read their absence differently. */
  private static String slice(String namespace, String name, String address, boolean ready) {
    return """
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {namespace: %1$s, name: %2$s-1, labels: {kubernetes.io/service-name: %2$s}}
        addressType: IPv4
        ports: [{name: web, port: %3$d, protocol: TCP}, {name: tls, port: %6$d, protocol: TCP}]
        endpoints: [{addresses: [%4$s], conditions: {ready: %5$s, serving: %5$s, terminating: false}}]
        """
        .formatted(namespace, name, Backends.PORT, address, ready, Backends.TLS_PORT);
  }
}
