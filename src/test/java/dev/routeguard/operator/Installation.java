package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.chart.Helm;
import dev.routeguard.controlplane.AuditEntry;
import dev.routeguard.controlplane.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Routeguard installed from its chart on a control plane of its own where a shop was open already,
 * with the built operators in front of it. They run under the chart's ServiceAccount, so whatever
 * they do is within the chart's roles.
 */
final class Installation implements AutoCloseable {
  static final String NAMESPACE = "routeguard";
  private static final int FORBIDDEN = 403;

  private final ControlPlane plane;
  private final Path folder;
  private final Balancer balancer = new Balancer();
  private final List<OperatorProcess> operators = new ArrayList<>();
  private final Shop shop;
  private final int replicas;

  private Installation(ControlPlane plane, Shop shop, Path folder, int replicas) {
    this.plane = plane;
    this.shop = shop;
    this.folder = folder;
    this.replicas = replicas;
  }

  /**
   * Installs the chart; no operator runs yet.
   *
   * @param replicas how many operators the test will start
   * @param values further {@code --set} values of the chart
   */
  static Installation of(int replicas, String... values) {
    var plane = ControlPlane.start();
    plane.installGatewayApi();
    try {
      var folder = Files.createDirectories(plane.folder().resolve("operator"));
      var installation = new Installation(plane, Shop.open(plane), folder, replicas);
      installation.install(values);
      return installation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install(String... values) {
    var arguments =
        new ArrayList<>(List.of("install", "routeguard", Helm.CHART, "--namespace", NAMESPACE));
    arguments.addAll(List.of("--create-namespace", "--set"));
    arguments.add("webhook.url=https://127.0.0.1:" + balancer.port() + "/validate");
    for (String value : values) {
      arguments.addAll(List.of("--set", value));
    }
    Helm.built(folder).against(plane.kubeconfig()).succeeds(arguments.toArray(String[]::new));
  }

  /** What the operators asked of the API server so far. */
  List<AuditEntry> requests() {
    return plane.auditLog().entriesOf("system:serviceaccount:%s:routeguard".formatted(NAMESPACE));
  }

  Shop shop() {
    return shop;
  }

  ControlPlane plane() {
    return plane;
  }

  /** Has the API server ask the webhook at this port, too. */
  void guardedBy(int webhookPort) {
    balancer.add(webhookPort);
  }

  /** Starts one more operator, or the one of that name again, and returns when it is ready. */
  OperatorProcess start(String podName) {
    return launch(podName).awaitReady();
  }

  /** Starts one more operator without waiting for it. */
  OperatorProcess launch(String podName) {
    return launch(podName, Map.of());
  }

  /**
   * Starts one more operator without waiting for it.
   *
   * @param settings further environment variables, as the chart's Deployment would set them
   */
  OperatorProcess launch(String podName, Map<String, String> settings) {
    int webhookPort = freePort();
    var environment =
        new HashMap<>(
            Map.of(
                "KUBECONFIG",
                plane.serviceAccountKubeconfig(NAMESPACE, "routeguard").toString(),
                "ROUTEGUARD_NAMESPACE",
                NAMESPACE,
                "ROUTEGUARD_POD_NAME",
                podName,
                "ROUTEGUARD_REPLICAS",
                Integer.toString(replicas),
                "ROUTEGUARD_WEBHOOK_ADDRESS",
                "127.0.0.1",
                "ROUTEGUARD_WEBHOOK_PORT",
                Integer.toString(webhookPort),
                "ROUTEGUARD_WEBHOOK_HOSTS",
                "127.0.0.1"));
    environment.putAll(settings);
    var operator =
        OperatorProcess.launch(environment, freePort(), folder.resolve(podName + ".log"));
    operators.add(operator);
    balancer.add(webhookPort);
    return operator;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops everything. Fails where an operator asked for something that its roles don't allow. */
  @Override
  public void close() {
    operators.forEach(OperatorProcess::kill);
    try {
      assertThat(requests())
          .as("requests that the chart's roles forbid")
          .filteredOn(request -> request.isForbidden() || request.code() == FORBIDDEN)
          .isEmpty();
    } finally {
      balancer.close();
      plane.close();
    }
  }
}
