package dev.routeguard.dataplane;

import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Envoy Gateway 1.9 as a plain process that starts Envoy 1.40 itself (infrastructure of type Host),
 * for Gateways of the class with the parameters {@link #PARAMETERS}. It binds fixed ports, so that
 * only one can run on a machine, and reads {@code /certs}, which it gets in a mount namespace of
 * its own.
 */
final class EnvoyGateway implements DataPlane {
  static final String CONTROLLER = "gateway.envoyproxy.io/gatewayclass-controller";
  static final String NAMESPACE = "envoy-gateway-system";
  static final String PARAMETERS =
      "{group: gateway.envoyproxy.io, kind: EnvoyProxy, namespace: %s, name: on-this-host}"
          .formatted(NAMESPACE);

  private static final int HEALTH_PORT = 8081;
  private static final String ENVOY_VERSION = "1.40.0";

  private static final String SCRIPT =
      """
      made=; [ -d /certs ] || { mkdir /certs; made=1; }
      certs=$1; shift
      unshare --mount bash -c 'mount --bind "$0" /certs && exec "$@"' "$certs" "$@" </dev/null & child=$!
      trap 'kill $child 2>/dev/null; wait $child 2>/dev/null; [ -z "$made" ] || rmdir /certs' EXIT
      read -r _ || true
      """;

  private final Tool tool;

  private EnvoyGateway(Tool tool) {
    this.tool = tool;
  }

  static EnvoyGateway start(ControlPlane plane, Path binaries) {
    if (!Ports.isFree(HEALTH_PORT)) {
      throw new IllegalStateException("Envoy Gateway runs here already, and has fixed ports");
    }
    var cluster = new Cluster(plane);
    var folder = plane.folder().resolve("envoy-gateway");
    var program = binaries.resolve("envoy-gateway").toString();
    installKinds(plane.adminClient(), binaries);
    cluster.namespace(NAMESPACE);
    cluster.apply(
        """
        apiVersion: gateway.envoyproxy.io/v1alpha1
        kind: EnvoyProxy
        metadata: {namespace: %s, name: on-this-host}
        spec: {provider: {type: Host, host: {envoyVersion: "%s"}}}
        """
            .formatted(NAMESPACE, ENVOY_VERSION));
    try {
      provideEnvoy(folder, binaries.resolve("envoy"));
      var certificates = certificates(plane, program, folder);
      var configuration = Files.writeString(folder.resolve("config.yaml"), configuration(folder));
      return new EnvoyGateway(
          Tool.guarded(
              SCRIPT,
              plane.folder().resolve("envoy-gateway.log"),
              Map.of("KUBECONFIG", plane.kubeconfig().toString()),
              certificates.toString(),
              program,
              "server",
              "--config-path",
              configuration.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void installKinds(KubernetesClient client, Path binaries) {
    try (var in = Files.newInputStream(binaries.resolve("envoy-gateway-crds.yaml"))) {
      client.load(in).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await("Envoy Gateway's kinds")
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.raw("/apis/gateway.envoyproxy.io/v1alpha1/envoyproxies") != null);
  }

  /** Where it would have put what it downloads. */
  private static void provideEnvoy(Path folder, Path envoy) throws IOException {
    var home = folder.resolve("data/envoy-versions").resolve(ENVOY_VERSION).resolve("bin");
    Files.createDirectories(home);
    Files.createSymbolicLink(home.resolve("envoy"), envoy);
  }

  private static String configuration(Path folder) {
    return """
        apiVersion: gateway.envoyproxy.io/v1alpha1
        kind: EnvoyGateway
        gateway: {controllerName: %2$s}
        leaderElection: {disable: true}
        provider:
          type: Custom
          custom:
            resource: {type: Kubernetes, kubernetes: {proxyTopologyInjector: {disabled: true}, leaderElection: {disable: true}}}
            infrastructure:
              type: Host
              host: {configHome: %1$s/config, dataHome: %1$s/data, stateHome: %1$s/state, runtimeDir: %1$s/run}
        """
        .formatted(folder, CONTROLLER);
  }

  /** Made once for the cluster and once for this machine; the cluster's must stand in both. */
  private static Path certificates(ControlPlane plane, String program, Path folder)
      throws IOException {
    var kubeconfig = "KUBECONFIG=" + plane.kubeconfig();
    var config = folder.resolve("config");
    Tool.run("env", kubeconfig, program, "certgen", "--local", "--config-home", config.toString());
    Tool.run("env", kubeconfig, program, "certgen", "--disable-topology-injector");
    for (String name : new String[] {"envoy", "envoy-gateway"}) {
      var secret = plane.adminClient().secrets().inNamespace(NAMESPACE).withName(name).require();
      write(secret, config.resolve("certs").resolve(name));
    }
    return config.resolve("certs/envoy-gateway");
  }

  private static void write(Secret secret, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : secret.getData().entrySet()) {
      Files.write(folder.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
    }
  }

  @Override
  public int localPort(int port) {
    return port;
  }

  @Override
  public void close() {
    tool.close();
  }
}
