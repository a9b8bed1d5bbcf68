package dev.routeguard.config;

import dev.routeguard.admission.AdmissionLimits;
import dev.routeguard.admission.AdmissionMeters;
import dev.routeguard.admission.AdmissionServer;
import dev.routeguard.admission.AttestationReviewer;
import dev.routeguard.admission.ClusterAccess;
import dev.routeguard.admission.DenialRecorder;
import dev.routeguard.admission.EstateReviewer;
import dev.routeguard.admission.PolicyReviewer;
import dev.routeguard.admission.WebhookEndpoint;
import dev.routeguard.admission.certificate.CertificateMode;
import dev.routeguard.admission.certificate.CertificateSettings;
import dev.routeguard.admission.certificate.CertificateTimes;
import dev.routeguard.estate.Kind;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.record.AdmissionJournal;
import dev.routeguard.record.Announcers;
import dev.routeguard.record.AuditLines;
import dev.routeguard.record.DecisionMeters;
import dev.routeguard.record.EventAnnouncer;
import dev.routeguard.record.Housekeeping;
import dev.routeguard.record.KubernetesRecordStore;
import dev.routeguard.record.LandedChanges;
import dev.routeguard.record.Leadership;
import dev.routeguard.record.Pause;
import dev.routeguard.record.PendingAdmissions;
import dev.routeguard.record.PolicyCensus;
import dev.routeguard.record.PolicyCounts;
import dev.routeguard.record.RecordPlaces;
import dev.routeguard.record.RecordStore;
import dev.routeguard.record.Retention;
import dev.routeguard.record.StandingReports;
import dev.routeguard.restore.KubernetesRoutes;
import dev.routeguard.restore.Restorer;
import dev.routeguard.watch.AttestationFeed;
import dev.routeguard.watch.EstateFeed;
import dev.routeguard.watch.EstateWatch;
import dev.routeguard.watch.PolicyFeed;
import dev.routeguard.watch.SerialThread;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rooms put together. The watch begins first and everything else waits for it: the endpoint
 * refuses until the Estate is known, and nothing is recorded before there is a leader.
 */
@Singleton
final class Operator {
  private static final Duration DISCOVERY = Duration.ofSeconds(5);

  private final EstateFeed estate;
  private final EstateWatch watch;
  private final PolicyFeed policies;
  private final AttestationFeed attestations;
  private final EstateReviewer reviewer;
  private final WebhookEndpoint webhook;
  private final LandedChanges landed;
  private final SerialThread recording = new SerialThread("routeguard-record");
  private final EventAnnouncer events;
  private final Housekeeping housekeeping;
  private final Leadership leadership;
  private final boolean readsParameters;

  Operator(
      KubernetesClient client,
      Settings settings,
      EstateFeed estate,
      PolicyCompiler compiler,
      MeterRegistry registry,
      Vertx vertx) {
    var clock = Clock.systemUTC();
    var places = new RecordPlaces(settings.namespace());
    var store = new KubernetesRecordStore(client, places);
    var pending = new PendingAdmissions(clock);
    var meters = new AdmissionMeters(registry);
    this.estate = estate;
    watch = new EstateWatch(client, estate, DISCOVERY, granted(settings));
    policies = new PolicyFeed(client, compiler);
    readsParameters = settings.configMaps().read();
    attestations = new AttestationFeed(client, settings.namespace());
    events = new EventAnnouncer(client, policies::uidOf, settings.podName(), clock);
    var announcer = new Announcers(List.of(new AuditLines(), new DecisionMeters(registry), events));
    var journal = new AdmissionJournal(pending, store, places, announcer, clock);
    var denials = new DenialRecorder(journal, meters);
    reviewer =
        new EstateReviewer(
            estate::estate,
            policies::book,
            attestations::attestations,
            this::isSynced,
            journal,
            denials,
            attestationReviewer(client, denials)
                .then(new PolicyReviewer(compiler, client.getKubernetesSerialization())),
            clock);
    webhook = webhook(client, settings.namespace(), settings.webhook(), vertx, meters, clock);
    landed =
        new LandedChanges(
            new LandedChanges.Surroundings(
                store,
                restorer(client, settings, store, clock),
                pending,
                policies::book,
                attestations::attestations,
                announcer,
                places,
                settings.replicas(),
                clock,
                Pause.real()),
            recording);
    housekeeping =
        new Housekeeping(
            new StandingReports(store, places, estate::estate, clock),
            new PolicyCensus(
                store, estate::estate, policies::book, new PolicyCounts(client), clock),
            new Retention(
                store,
                estate::estate,
                settings.record().maxAge(),
                settings.record().maxCount(),
                clock),
            settings.record().sweepInterval(),
            this::isSynced);
    leadership =
        new Leadership(client, settings.namespace(), settings.podName(), this::lead, this::follow);
    registry.gauge("routeguard.estate.objects", estate, feed -> feed.estate().size());
  }

  private AttestationReviewer attestationReviewer(KubernetesClient client, DenialRecorder denials) {
    return new AttestationReviewer(
        estate::estate,
        policies::book,
        attestations::attestations,
        new ClusterAccess(client),
        client.getKubernetesSerialization(),
        denials);
  }

  private WebhookEndpoint webhook(
      KubernetesClient client,
      String namespace,
      Settings.Webhook settings,
      Vertx vertx,
      AdmissionMeters meters,
      Clock clock) {
    var server =
        new AdmissionServer(
            vertx,
            new InetSocketAddress(settings.address(), settings.port()),
            AdmissionLimits.standard(),
            reviewer,
            meters,
            clock);
    return new WebhookEndpoint(server, client, certificate(namespace, settings), meters, clock);
  }

  private static Set<Kind> granted(Settings settings) {
    var kinds = EnumSet.noneOf(Kind.class);
    if (settings.secrets().read()) {
      kinds.add(Kind.SECRET);
    }
    if (settings.pods().read()) {
      kinds.add(Kind.POD);
    }
    return kinds;
  }

  private static CertificateSettings certificate(String namespace, Settings.Webhook settings) {
    return new CertificateSettings(
        CertificateMode.of(settings.certs().mode()),
        namespace,
        settings.certs().secret(),
        settings.configuration(),
        settings.service(),
        settings.hosts().orElse(List.of()),
        CertificateTimes.standard());
  }

  private Restorer restorer(
      KubernetesClient client, Settings settings, RecordStore store, Clock clock) {
    return new Restorer(
        new KubernetesRoutes(client),
        store,
        () -> leadership().check(),
        settings.rollback().enabled(),
        settings.podName(),
        clock);
  }

  private Leadership leadership() {
    return leadership;
  }

  private void lead(Instant since) {
    landed.lead(since);
    housekeeping.start();
  }

  private void follow() {
    landed.follow();
    housekeeping.stop();
  }

  void start(@Observes StartupEvent event) {
    estate.subscribe(landed);
    watch.start();
    // Who leads judges what landed meanwhile, and must not do so by half of the policies.
    if (readsParameters) {
      policies.readParameters();
    }
    policies.start(() -> attestations.start(leadership::start));
    webhook.start();
  }

  void stop(@Observes ShutdownEvent event) throws Exception {
    webhook.close();
    leadership.close();
    housekeeping.close();
    recording.close();
    events.close();
    attestations.close();
    policies.close();
    watch.close();
    estate.close();
    reviewer.close();
  }

  /** Whether everything is known that a review looks at. */
  boolean isSynced() {
    return estate.isSynced() && policies.isSynced() && attestations.isSynced();
  }

  /** Whether the API server can reach and trust the webhook. */
  boolean isWebhookReady() {
    return webhook.isReady();
  }

  /** What is wrong with the webhook's certificate; empty where nothing is. */
  String certificateProblem() {
    return webhook.certificate().problem();
  }
}
