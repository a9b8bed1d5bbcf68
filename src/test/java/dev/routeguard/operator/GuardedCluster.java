package dev.routeguard.operator;

import static org.awaitility.Awaitility.await;

import dev.routeguard.admission.AdmissionCall;
import dev.routeguard.admission.AdmissionListener;
import dev.routeguard.admission.AdmissionMeters;
import dev.routeguard.admission.AttestationReviewer;
import dev.routeguard.admission.ClusterAccess;
import dev.routeguard.admission.DenialRecorder;
import dev.routeguard.admission.EstateReviewer;
import dev.routeguard.admission.WebhookReplica;
import dev.routeguard.admission.certificate.CertificateMode;
import dev.routeguard.admission.certificate.CertificateSettings;
import dev.routeguard.admission.certificate.CertificateTimes;
import dev.routeguard.cases.CasePolicies;
import dev.routeguard.cases.ChangeCase;
import dev.routeguard.cli.CommandRun;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.files.Fields;
import dev.routeguard.files.Manifests;
import dev.routeguard.files.Manifests.Manifest;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.Review;
import dev.routeguard.watch.ApiPath;
import dev.routeguard.watch.AttestationFeed;
import dev.routeguard.watch.EstateFeed;
import dev.routeguard.watch.EstateWatch;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real API server with the chart's webhook configuration, and behind it the reviewers in this
 * process, so that a test chooses policies and time for each change.
 */
final class GuardedCluster implements AutoCloseable {
  private static final String NAMESPACE = Installation.NAMESPACE;

  private final Installation installation = Installation.of(1, "secrets.read=true");
  private final KubernetesClient admin = installation.plane().adminClient();
  private final KubernetesClient operator =
      ControlPlane.clientWith(
          installation.plane().serviceAccountKubeconfig(NAMESPACE, "routeguard"));
  private final CaseObjects objects = new CaseObjects(admin);
  private final EstateFeed estate = new EstateFeed(Map.of(), Clock.systemUTC());
  private final EstateWatch watch =
      new EstateWatch(admin, estate, Duration.ofSeconds(5), EnumSet.of(Kind.SECRET, Kind.POD));
  private final AttestationFeed attestations = new AttestationFeed(operator, NAMESPACE);
  private final CasePolicies casePolicies = new CasePolicies();
  private final CaseClock clock = new CaseClock();
  private final WebhookReplica webhook;
  private volatile PolicyBook policies = PolicyBook.empty();
  private volatile EstateSettings settings = EstateSettings.withDialects(Map.of());
  private volatile String said = "";

  private GuardedCluster() {
    installation.shop().clear();
    watch.start();
    attestations.start(() -> {});
    webhook = new WebhookReplica(operator, certificate(), reviewer(), clock);
    await("a certificate").until(webhook::isListening);
    installation.guardedBy(webhook.port());
    await("the API server trusts it").until(webhook::isReady);
    await("the estate is known").until(estate::isSynced);
  }

  static GuardedCluster install() {
    return new GuardedCluster();
  }

  private EstateReviewer reviewer() {
    var heard = new Heard();
    var denials = new DenialRecorder(heard, new AdmissionMeters(new SimpleMeterRegistry()));
    var ownKinds =
        new AttestationReviewer(
            this::estate,
            () -> policies,
            attestations::attestations,
            new ClusterAccess(operator),
            operator.getKubernetesSerialization(),
            denials);
    return new EstateReviewer(
        this::estate,
        () -> policies,
        attestations::attestations,
        estate::isSynced,
        heard,
        denials,
        ownKinds,
        clock);
  }

  private static CertificateSettings certificate() {
    return new CertificateSettings(
        CertificateMode.AUTO,
        NAMESPACE,
        "routeguard-webhook-tls",
        "routeguard",
        "routeguard",
        List.of("127.0.0.1"),
        CertificateTimes.standard());
  }

  private Estate estate() {
    return estate.estate().with(settings);
  }

  /**
   * What became of the change of a case.
   *
   * @param name Admit, Warn or Deny
   * @param words of the API server, where it refused
   */
  record Verdict(String name, String words) {}

  /** What the API server says of the change of a case, as one request or as a set. */
  Verdict verdict(ChangeCase changeCase, Path file) {
    var fields = Fields.of(file);
    settings = changeCase.before().settings();
    policies = PolicyBook.empty();
    clock.standsAt(fields.has("at") ? Instant.parse(fields.text("at")) : null);
    var before = manifests(file, fields, "before");
    var after = manifests(file, fields, "after");
    open(before);
    try {
      policies = casePolicies.of(changeCase.policyFiles());
      return changed(changeCase, file, fields, after);
    } finally {
      policies = PolicyBook.empty();
      clear(Stream.concat(before.stream(), after.stream()).toList());
    }
  }

  private Verdict changed(ChangeCase changeCase, Path file, Fields fields, List<Manifest> after) {
    said = "Admit";
    try {
      if (changeCase.changes().size() == 1) {
        write(changeCase.changes().get(0), after);
        return new Verdict(said, "");
      }
      return planned(file, fields);
    } catch (KubernetesClientException e) {
      return new Verdict("Deny", e.getMessage());
    }
  }

  private void write(Change change, List<Manifest> after) {
    if (change.after() == null) {
      admin.raw(ApiPath.object(change.ref(), change.subject().apiVersion()), "DELETE", null);
    } else {
      after.stream()
          .filter(one -> CaseObjects.ref(one).equals(change.ref()))
          .forEach(objects::write);
    }
  }

  private Verdict planned(Path file, Fields fields) {
    var words = new ArrayList<>(List.of("plan", "-n", "default"));
    words.addAll(List.of("--kubeconfig", installation.plane().kubeconfig().toString()));
    fields
        .texts("after")
        .forEach(one -> words.addAll(List.of("-f", file.resolveSibling(one).toString())));
    fields.texts("deletes").forEach(one -> words.addAll(List.of("--delete", one)));
    var run = CommandRun.of(words.toArray(String[]::new));
    return switch (run.exitCode()) {
      case 0 -> new Verdict(run.out().contains("verdict: Warn") ? "Warn" : "Admit", run.out());
      case 1 -> new Verdict("Deny", run.out());
      default -> new Verdict("fault", run.out() + run.err());
    };
  }

  private static List<Manifest> manifests(Path file, Fields fields, String key) {
    var files = fields.texts(key).stream().map(file::resolveSibling).toList();
    return new Manifests(InputStream.nullInputStream()).read(files);
  }

  private void open(List<Manifest> manifests) {
    var namespaces = new LinkedHashSet<String>();
    manifests.forEach(one -> namespaces.add(CaseObjects.ref(one).namespace()));
    namespaces.remove("");
    namespaces.forEach(this::openNamespace);
    var versions = objects.write(manifests);
    await("the operator knows what is there")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                versions.entrySet().stream()
                    .allMatch(one -> isKnown(one.getKey(), one.getValue())));
  }

  private boolean isKnown(ObjectRef ref, String resourceVersion) {
    return estate()
        .find(ref)
        .filter(one -> one.resourceVersion().equals(resourceVersion))
        .isPresent();
  }

  private void openNamespace(String name) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .serverSideApply();
    // No controller makes it here, and no Pod is taken without.
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("default")
                .withNamespace(name)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  private void clear(List<Manifest> manifests) {
    manifests.stream()
        .filter(one -> CaseObjects.ref(one).kind() != Kind.NAMESPACE)
        .forEach(one -> remove(ApiPath.object(CaseObjects.ref(one), version(one))));
    await("the operator has seen it go")
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                manifests.stream()
                    .filter(one -> CaseObjects.ref(one).kind() != Kind.NAMESPACE)
                    .allMatch(one -> estate().find(CaseObjects.ref(one)).isEmpty()));
  }

  private void remove(String path) {
    try {
      admin.raw(path, "DELETE", Map.of("gracePeriodSeconds", 0));
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw e;
      }
    }
  }

  private static String version(Manifest manifest) {
    return Tree.text(manifest.document(), "apiVersion");
  }

  /** Remembers what was said of the one change that is asked about. */
  private final class Heard implements AdmissionListener {
    @Override
    public void admitted(AdmissionCall call, Review review) {
      said = review.verdict().toString();
    }

    @Override
    public void denied(AdmissionCall call, Review review) {
      said = review.verdict().toString();
    }
  }

  /** Stands at the time of a case; runs with that of the machine where the case has none. */
  private static final class CaseClock extends Clock {
    private volatile @Nullable Instant at;

    void standsAt(@Nullable Instant time) {
      at = time;
    }

    @Override
    public Instant instant() {
      return Objects.requireNonNullElseGet(at, Instant::now);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Override
  public void close() {
    webhook.close();
    attestations.close();
    watch.close();
    try {
      estate.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    operator.close();
    installation.close();
  }
}
