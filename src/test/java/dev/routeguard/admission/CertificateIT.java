package dev.routeguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.routeguard.admission.certificate.CertificateMode;
import dev.routeguard.admission.certificate.CertificateTimes;
import dev.routeguard.admission.certificate.ServingCertificate;
import dev.routeguard.admission.certificate.TestCertificates;
import dev.routeguard.controlplane.AuditEntry;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The certificate as the API server sees it, with the rights that the chart grants. */
@ExtendWith(ControlPlaneExtension.class)
class CertificateIT {
  private static final Duration REPAIRED = Duration.ofSeconds(30);

  private final ControlPlane plane;
  private final WebhookWorld world;
  private final FakeReviewer reviewer = new FakeReviewer();

  CertificateIT(ControlPlane plane) {
    this.plane = plane;
    this.world = new WebhookWorld(plane);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Ingress ingress(String name) {
    var json =
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
         "metadata":{"name":"%s","namespace":"%s"},
         "spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}}"""
            .formatted(name, world.namespace);
    return Serialization.unmarshal(json, Ingress.class);
  }

  private void dryRun(String name) {
    plane.clientFor("alice").resource(ingress(name)).dryRun().create();
  }

  private Secret secret() {
    return plane
        .adminClient()
        .secrets()
        .inNamespace(world.namespace)
        .withName(WebhookWorld.SECRET)
        .get();
  }

  private String bundle() {
    return world.configuration().get().getWebhooks().get(0).getClientConfig().getCaBundle();
  }

  @Test
  void two_replicas_that_start_together_agree_on_one_secret_and_are_both_trusted() {
    var one = world.replica(reviewer, CertificateMode.AUTO, CertificateTimes.standard());
    var other = world.replica(reviewer, CertificateMode.AUTO, CertificateTimes.standard());
    await().until(() -> one.isListening() && other.isListening());

    world.register(one, other);

    assertThat(one.certificate()).isEqualTo(other.certificate());
    assertThat(secret().getType()).isEqualTo("kubernetes.io/tls");
    assertThat(secret().getData()).containsKeys("ca.crt", "ca.key", "tls.crt", "tls.key");
    await().untilAsserted(() -> dryRun("first"));
  }

  @Test
  void missing_configuration_is_said_and_filled_when_it_appears() {
    var replica = world.replica(reviewer);

    await().untilAsserted(() -> assertThat(replica.certificate().problem()).endsWith("is missing"));
    assertThat(replica.isReady()).isFalse();

    world.register(replica);

    assertThat(replica.certificate().problem()).isEmpty();
    assertThat(world.configuration().get().getMetadata().getManagedFields())
        .anySatisfy(
            field -> {
              assertThat(field.getManager()).isEqualTo("routeguard-webhook");
              assertThat(field.getFieldsV1().toString()).contains("caBundle");
            });
  }

  @Test
  void bundle_that_somebody_changes_is_put_right() {
    world.register(world.replica(reviewer));
    var right = bundle();
    var wrong = TestCertificates.forLoopback().authoritiesPem();

    world
        .configuration()
        .edit(
            configuration -> {
              configuration.getWebhooks().get(0).getClientConfig().setCaBundle(base64(wrong));
              return configuration;
            });

    await().atMost(REPAIRED).untilAsserted(() -> assertThat(bundle()).isEqualTo(right));
    await().atMost(REPAIRED).ignoreExceptions().untilAsserted(() -> dryRun("repaired"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void secret_that_somebody_spoils_or_deletes_is_made_anew() {
    world.register(world.replica(reviewer));
    var before = bundle();
    var spoilt = new SecretBuilder(secret()).addToData("ca.key", base64("nothing")).build();

    plane.adminClient().resource(spoilt).update();
    await().atMost(REPAIRED).untilAsserted(() -> assertThat(bundle()).isNotEqualTo(before));
    var between = bundle();
    plane.adminClient().resource(spoilt).delete();
    await().atMost(REPAIRED).untilAsserted(() -> assertThat(bundle()).isNotEqualTo(between));

    await().atMost(REPAIRED).ignoreExceptions().untilAsserted(() -> dryRun("anew"));
  }

  @Test
  void given_secret_is_served_and_its_authority_is_trusted() {
    var replica =
        world.replica(reviewer, CertificateMode.EXISTING_SECRET, CertificateTimes.standard());
    await()
        .untilAsserted(
            () ->
                assertThat(replica.certificate().problem())
                    .isEqualTo("Secret %s is missing", WebhookWorld.SECRET));
    var given = TestCertificates.forLoopback();

    plane.adminClient().resource(given(given.authoritiesPem(), given)).create();
    await().until(replica::isListening);
    world.register(replica);

    assertThat(bundle()).isEqualTo(base64(given.authoritiesPem()));
    await().untilAsserted(() -> dryRun("given"));
  }

  private Secret given(String authorities, ServingCertificate given) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(WebhookWorld.SECRET)
        .withNamespace(world.namespace)
        .endMetadata()
        .withType("kubernetes.io/tls")
        .withStringData(
            Map.of("ca.crt", authorities, "tls.crt", given.chainPem(), "tls.key", given.keyPem()))
        .build();
  }

  @Test
  void bundle_of_cert_manager_is_left_alone() {
    var given = TestCertificates.forLoopback();
    plane.adminClient().resource(given("", given)).create();
    var replica =
        world.replica(reviewer, CertificateMode.CERT_MANAGER, CertificateTimes.standard());
    await().until(replica::isListening);

    world.register(replica);

    assertThat(bundle()).isNull();
    assertThat(used()).noneMatch(use -> use.resource().equals("validatingwebhookconfigurations"));
  }

  @Test
  void authorities_and_certificates_change_under_load_without_one_refused_request() {
    var times =
        new CertificateTimes(
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            Duration.ofMillis(300));
    var one = world.replica(reviewer, CertificateMode.AUTO, times);
    var other = world.replica(reviewer, CertificateMode.AUTO, times);
    await().until(() -> one.isListening() && other.isListening());
    world.register(one, other);
    await().ignoreExceptions().untilAsserted(() -> dryRun("warm"));
    var first = secret().getData();
    var seen = new HashSet<Integer>();

    var load = new Load();
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> authorityIsReplaced(first, seen));
    } finally {
      load.stop();
    }

    assertThat(load.failures).isEmpty();
    assertThat(load.requests.get()).isGreaterThan(100);
    assertThat(seen).as("numbers of authorities trusted at once").contains(1, 2);
  }

  /** Another CA, another certificate, and the old CA forgotten. */
  private boolean authorityIsReplaced(Map<String, String> first, Set<Integer> seen) {
    var data = secret().getData();
    var authorities =
        new String(Base64.getDecoder().decode(data.get("ca.crt")), StandardCharsets.UTF_8);
    int trusted = authorities.split("BEGIN CERTIFICATE", -1).length - 1;
    seen.add(trusted);
    return trusted == 1 && !data.get("ca.key").equals(first.get("ca.key"));
  }

  /** Requests that the API server asks both replicas about, one after the other. */
  private final class Load {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = List.of(new Thread(this::run), new Thread(this::run));

    Load() {
      threads.forEach(Thread::start);
    }

    private void run() {
      while (!stopped.get()) {
        try {
          dryRun("load-" + requests.incrementAndGet());
        } catch (KubernetesClientException e) {
          failures.add(e.getMessage());
        }
      }
    }

    void stop() {
      stopped.set(true);
      threads.forEach(Load::join);
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void only_what_the_chart_grants_is_asked_for_and_nothing_of_it_in_vain() {
    world.register(world.replica(reviewer));
    var secret = secret();
    plane
        .adminClient()
        .resource(new SecretBuilder(secret).addToData("ca.key", base64("nothing")).build())
        .update();
    await()
        .atMost(REPAIRED)
        .untilAsserted(
            () ->
                assertThat(used())
                    .extracting(Use::resource, Use::verb)
                    .containsExactlyInAnyOrder(
                        tuple("secrets", "get"),
                        tuple("secrets", "list"),
                        tuple("secrets", "watch"),
                        tuple("secrets", "create"),
                        tuple("secrets", "update"),
                        tuple("validatingwebhookconfigurations", "get"),
                        tuple("validatingwebhookconfigurations", "list"),
                        tuple("validatingwebhookconfigurations", "watch"),
                        tuple("validatingwebhookconfigurations", "patch")));
    assertThat(plane.auditLog().entriesOf(world.user())).noneMatch(AuditEntry::isForbidden);
  }

  private record Use(String resource, String verb) {}

  private Set<Use> used() {
    var used = new HashSet<Use>();
    plane
        .auditLog()
        .entriesOf(world.user())
        .forEach(entry -> used.add(new Use(entry.resource(), entry.verb())));
    return used;
  }
}
