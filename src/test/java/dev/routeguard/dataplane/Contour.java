package dev.routeguard.dataplane;

import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Contour 1.33 with Envoy 1.40 as plain processes. For Ingresses on a port of its own choosing; for
 * a Gateway (projectcontour/contour) on the listeners' ports plus 8000.
 */
final class Contour implements DataPlane {
  static final String NAMESPACE = "projectcontour";
  static final String GATEWAY = "contour";
  static final int GATEWAY_PORT_DISTANCE = 8000;

  private final Tool contour;
  private final Tool envoy;
  private final int httpPort;
  private final boolean gateway;

  private Contour(Tool contour, Tool envoy, int httpPort, boolean gateway) {
    this.contour = contour;
    this.envoy = envoy;
    this.httpPort = httpPort;
    this.gateway = gateway;
  }

  /** Serves Ingresses of class contour, and those without class. */
  static Contour forIngress(ControlPlane plane, Path binaries) {
    return start(plane, binaries, false);
  }

  /** Serves the one Gateway. */
  static Contour forGateway(ControlPlane plane, Path binaries) {
    return start(plane, binaries, true);
  }

  private static Contour start(ControlPlane plane, Path binaries, boolean gateway) {
    installKinds(plane.adminClient(), binaries);
    var folder = plane.folder();
    int xds = Ports.free();
    int http = Ports.free();
    int stats = Ports.free();
    var admin = folder.resolve("envoy-admin.sock");
    var contour =
        Tool.start(
            folder.resolve("contour.log"),
            Map.of(),
            binaries.resolve("contour").toString(),
            "serve",
            "--kubeconfig=" + plane.kubeconfig(),
            "--config-path=" + configuration(folder, gateway),
            "--insecure",
            "--xds-address=127.0.0.1",
            "--xds-port=" + xds,
            "--http-address=127.0.0.1",
            "--http-port=" + Ports.free(),
            "--health-address=127.0.0.1",
            "--health-port=" + Ports.free(),
            "--debug-http-address=127.0.0.1",
            "--debug-http-port=" + Ports.free(),
            "--stats-address=127.0.0.1",
            "--stats-port=" + stats,
            "--envoy-service-http-address=127.0.0.1",
            "--envoy-service-http-port=" + http,
            "--envoy-service-https-address=127.0.0.1",
            "--envoy-service-https-port=" + Ports.free(),
            "--ingress-status-address=127.0.0.1",
            "--disable-leader-election",
            "--disable-feature=backendtlspolicies",
            "--disable-feature=tlsroutes",
            "--disable-feature=tcproutes");
    var bootstrap = folder.resolve("envoy.json");
    Tool.run(
        binaries.resolve("contour").toString(),
        "bootstrap",
        "--admin-address=" + admin,
        "--xds-address=127.0.0.1",
        "--xds-port=" + xds,
        bootstrap.toString());
    var envoy =
        Tool.start(
            folder.resolve("envoy.log"),
            Map.of(),
            binaries.resolve("envoy").toString(),
            "-c",
            bootstrap.toString(),
            "--service-cluster",
            "projectcontour",
            "--service-node",
            "data-plane",
            "--disable-hot-restart",
            "--concurrency",
            "1",
            "--log-level",
            "warning");
    var started = new Contour(contour, envoy, http, gateway);
    if (!gateway) {
      started.awaitReady(stats);
    }
    return started;
  }

  /** Its own kinds, which it insists on even where nobody uses them. */
  private static void installKinds(KubernetesClient client, Path binaries) {
    try (var in = Files.newInputStream(binaries.resolve("contour-crds.yaml"))) {
      client.load(in).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await("Contour's kinds")
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.raw("/apis/projectcontour.io/v1/httpproxies") != null);
  }

  private static Path configuration(Path folder, boolean gateway) {
    var text =
        gateway
            ? "gateway: {gatewayRef: {namespace: %s, name: %s}}\n".formatted(NAMESPACE, GATEWAY)
            : "{}\n";
    try {
      return Files.writeString(folder.resolve("contour.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Envoy says LIVE when it has its first listeners. */
  private void awaitReady(int stats) {
    var client = HttpClient.newHttpClient();
    var probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/ready".formatted(stats)));
    try {
      Awaitility.await("Envoy")
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> client.send(probe.build(), BodyHandlers.ofString()).body().contains("LIVE"));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(contour.said() + envoy.said(), e);
    }
  }

  @Override
  public int localPort(int port) {
    return gateway ? port + GATEWAY_PORT_DISTANCE : httpPort;
  }

  @Override
  public void close() {
    envoy.close();
    contour.close();
  }
}
