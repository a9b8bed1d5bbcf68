package dev.routeguard.bench;

import dev.routeguard.chart.Helm;
import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A control plane with the chart installed and no policy in force, and its client. */
final class BenchCluster implements AutoCloseable {
  private static final String ROUTEGUARD = "routeguard";
  private static final String PRESENT = "present";
  private static final String CREATED = "created";

  /** Thousands of objects, one after the other. */
  private static final Duration LONGEST_CLEARING = Duration.ofMinutes(3);

  private static final Pattern ASKED =
      Pattern.compile(
          "apiserver_admission_webhook_request_total\\{[^}]*code=\"200\"[^}]*"
              + "name=\"changes.routeguard.dev\"[^}]*} (\\S+)");

  private final ControlPlane plane;
  private final int webhookPort = freePort();
  private final int managementPort = freePort();
  private final AtomicInteger number = new AtomicInteger();
  private final HttpClient client;
  private final String token;
  private final ValidatingWebhookConfiguration configuration;

  private BenchCluster(ControlPlane plane) {
    this.plane = plane;
    this.client = client();
    this.token = plane.adminClient().getConfiguration().getAutoOAuthToken();
    install();
    this.configuration = pristine(configuration().get());
    removeWebhook();
    for (var name : new String[] {PRESENT, CREATED}) {
      post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"%s\"}}".formatted(name)).join();
    }
  }

  /** Starts one; nothing is left running where that fails. */
  static BenchCluster start() {
    var plane = ControlPlane.start();
    try {
      return new BenchCluster(plane);
    } catch (RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  private HttpClient client() {
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(SSLUtils.sslContext(plane.adminClient().getConfiguration()))
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void install() {
    Helm.built(plane.folder())
        .against(plane.kubeconfig())
        .succeeds(
            "install",
            ROUTEGUARD,
            Helm.CHART,
            "--namespace",
            ROUTEGUARD,
            "--create-namespace",
            "--set",
            "webhook.url=https://127.0.0.1:%d/validate".formatted(webhookPort),
            "--set",
            "webhook.failurePolicy=Fail",
            "--set",
            "starterPolicies.enabled=false");
  }

  private static ValidatingWebhookConfiguration pristine(ValidatingWebhookConfiguration read) {
    return new ValidatingWebhookConfigurationBuilder(read)
        .editMetadata()
        .withUid(null)
        .withResourceVersion(null)
        .withManagedFields()
        .endMetadata()
        .build();
  }

  private Resource<ValidatingWebhookConfiguration> configuration() {
    return plane
        .adminClient()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(ROUTEGUARD);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Objects that are there all the time: as many Ingresses, fifty to a host. */
  void populate(int ingresses) {
    post(
            "/api/v1/namespaces/%s/services".formatted(PRESENT),
            "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"ports\":[{\"port\":80}]}}")
        .join();
    for (int i = 0; i < ingresses; i++) {
      post(ingresses(PRESENT), ingress("present-" + i, "host-%d.example.com".formatted(i / 50)))
          .join();
    }
  }

  private static String ingresses(String namespace) {
    return "/apis/networking.k8s.io/v1/namespaces/%s/ingresses".formatted(namespace);
  }

  /** One more Ingress with three paths, on one of a thousand hosts. */
  CompletableFuture<Void> create() {
    int next = number.incrementAndGet();
    return post(
        ingresses(CREATED),
        ingress("created-" + next, "created-%d.example.com".formatted(next % 1000)));
  }

  private static String ingress(String name, String host) {
    var path =
        """
        {"path":"/%s/%d","pathType":"Prefix",
         "backend":{"service":{"name":"web","port":{"number":80}}}}""";
    return """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"%s"},
         "spec":{"rules":[{"host":"%s","http":{"paths":[%s,%s,%s]}}]}}"""
        .formatted(
            name, host, path.formatted(name, 1), path.formatted(name, 2), path.formatted(name, 3));
  }

  private CompletableFuture<Void> post(String path, String body) {
    var request = request(path).POST(BodyPublishers.ofString(body)).build();
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .thenAccept(
            response -> {
              if (response.statusCode() != 201) {
                throw new IllegalStateException(response.statusCode() + ": " + response.body());
              }
            });
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(plane.url()).resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  /** Removes what {@link #create} made; without a webhook, which would be asked about each. */
  void clear() {
    var request = request(ingresses(CREATED)).timeout(LONGEST_CLEARING).DELETE().build();
    var response = client.sendAsync(request, BodyHandlers.ofString()).join();
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response.statusCode() + ": " + response.body());
    }
  }

  void registerWebhook() {
    plane.adminClient().resource(configuration).create();
  }

  void removeWebhook() {
    configuration().delete();
  }

  /** How many answers the API server has had from the webhook, by its own metric. */
  long asked() {
    var metrics =
        client.sendAsync(request("/metrics").build(), BodyHandlers.ofString()).join().body();
    return metrics
        .lines()
        .map(ASKED::matcher)
        .filter(line -> line.lookingAt())
        .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
        .sum();
  }

  /** Settings of the operator, as the chart's Deployment would give them. */
  Map<String, String> environment() {
    return Map.of(
        "KUBECONFIG",
        plane.serviceAccountKubeconfig(ROUTEGUARD, ROUTEGUARD).toString(),
        "ROUTEGUARD_NAMESPACE",
        ROUTEGUARD,
        "ROUTEGUARD_POD_NAME",
        "bench",
        "ROUTEGUARD_WEBHOOK_ADDRESS",
        "127.0.0.1",
        "ROUTEGUARD_WEBHOOK_PORT",
        Integer.toString(webhookPort),
        "ROUTEGUARD_WEBHOOK_HOSTS",
        "127.0.0.1",
        "QUARKUS_HTTP_HOST",
        "127.0.0.1",
        "QUARKUS_HTTP_PORT",
        Integer.toString(managementPort));
  }

  Path log() {
    return plane.folder().resolve("operator.log");
  }

  String version() {
    return plane.adminClient().getKubernetesVersion().getGitVersion();
  }

  @Override
  public void close() {
    plane.close();
  }
}
