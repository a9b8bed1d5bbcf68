package dev.routeguard.record;

import dev.routeguard.attestation.Attestations;
import dev.routeguard.check.Catalogue;
import dev.routeguard.policy.ExpressionCompiler;
import dev.routeguard.policy.ExpressionLimits;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.restore.KubernetesRoutes;
import dev.routeguard.restore.Restorer;
import dev.routeguard.watch.EstateFeed;
import dev.routeguard.watch.EstateWatch;
import dev.routeguard.watch.PolicyFeed;
import dev.routeguard.watch.SerialThread;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The watching, recording and restoring rooms of one operator, wired by hand, in this JVM. */
final class RunningOperator implements AutoCloseable {
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final RecordStore store;
  final StandingReports reports;
  private final EstateFeed estate;
  private final EstateWatch watch;
  private final PolicyFeed policies;
  private final SerialThread recording = new SerialThread("recording");
  private final EventAnnouncer events;
  private final LandedChanges landed;
  private final Leadership leadership;
  private volatile boolean leading;

  RunningOperator(KubernetesClient client, String namespace, String name, int replicas) {
    var clock = Clock.systemUTC();
    var places = new RecordPlaces(namespace);
    store = new KubernetesRecordStore(client, places);
    estate = new EstateFeed(Map.of(), clock);
    watch = new EstateWatch(client, estate, Duration.ofMillis(200), Set.of());
    policies =
        new PolicyFeed(
            client,
            new PolicyCompiler(
                Catalogue.builtIn(), new ExpressionCompiler(ExpressionLimits.standard())));
    events = new EventAnnouncer(client, policies::uidOf, name, clock);
    leadership = new Leadership(client, namespace, name, this::lead, this::follow);
    landed =
        new LandedChanges(
            new LandedChanges.Surroundings(
                store,
                new Restorer(
                    new KubernetesRoutes(client), store, leadership::check, true, name, clock),
                new PendingAdmissions(clock),
                policies::book,
                Attestations::none,
                new Announcers(List.of(new AuditLines(), new DecisionMeters(meters), events)),
                places,
                replicas,
                clock,
                Pause.real()),
            recording);
    reports = new StandingReports(store, places, estate::estate, clock);
  }

  private void lead(Instant since) {
    landed.lead(since);
    leading = true;
  }

  private void follow() {
    leading = false;
    landed.follow();
  }

  RunningOperator start() {
    watchEverything(leadership::start);
    return this;
  }

  /** A second leader at once: as where one was stopped past its lease and goes on. */
  RunningOperator startAndLeadAnyway(Instant since) {
    watchEverything(() -> lead(since));
    return this;
  }

  private void watchEverything(Runnable whenPoliciesAreKnown) {
    watch.start();
    estate.subscribe(landed);
    policies.start(whenPoliciesAreKnown);
  }

  boolean isLeading() {
    return leading;
  }

  boolean isReady() {
    return estate.isSynced() && policies.isSynced();
  }

  /** Lets go of nothing: the lease stays, as after kill -9. */
  void kill() {
    landed.follow();
    watch.close();
    policies.close();
    recording.close();
    events.close();
  }

  @Override
  public void close() throws Exception {
    leadership.close();
    kill();
    estate.close();
  }
}
