package dev.routeguard.record;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.ResourceNotFoundException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which replica records and acts, by a Lease. The Lease bears the replica's own name, so a process
 * that was killed takes its own Lease over at once when it is started again. The times are those of
 * Kubernetes' own components (k8s.io/component-base/config, LeaderElectionConfiguration).
 */
public final class Leadership implements AutoCloseable {
  /** Name of the Lease, in the operator's namespace. */
  public static final String LEASE = "routeguard-leader";

  private static final Logger LOG = Logger.getLogger(Leadership.class);
  private static final Duration LEASE_DURATION = Duration.ofSeconds(15);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final String namespace;
  private final String replica;
  private final Consumer<Instant> lead;
  private final Runnable follow;
  private volatile boolean closed;
  private @Nullable CompletableFuture<?> election;

  /**
   * Takes part in nothing before {@link #start}.
   *
   * @param replica who this is
   * @param lead told when this replica leads, with the time of the first leader ever: what is older
   *     was there before Routeguard
   * @param follow told when it leads no longer
   */
  public Leadership(
      KubernetesClient client,
      String namespace,
      String replica,
      Consumer<Instant> lead,
      Runnable follow) {
    this.client = client;
    this.namespace = namespace;
    this.replica = replica;
    this.lead = lead;
    this.follow = follow;
  }

  /** Stands for election, and again whenever the Lease was lost. */
  public synchronized void start() {
    if (closed) {
      return;
    }
    election = client.leaderElector().withConfig(config()).build().start();
    election.whenComplete((done, fault) -> start());
  }

  private LeaderElectionConfig config() {
    return new LeaderElectionConfigBuilder()
        .withName(LEASE)
        .withLock(new LeaseLock(namespace, LEASE, replica))
        .withLeaseDuration(LEASE_DURATION)
        .withRenewDeadline(RENEW_DEADLINE)
        .withRetryPeriod(RETRY_PERIOD)
        .withReleaseOnCancel(true)
        .withLeaderCallbacks(
            new LeaderCallbacks(this::won, this::lost, leader -> LOG.infof("%s leads now", leader)))
        .build();
  }

  private void won() {
    try {
      var lease = client.leases().inNamespace(namespace).withName(LEASE).require();
      lead.accept(Instant.parse(lease.getMetadata().getCreationTimestamp()));
    } catch (KubernetesClientException | ResourceNotFoundException e) {
      // The elector calls once: kept now, the Lease would be held by a leader that does not lead.
      LOG.warnf("will stand for election again: %s", e.getMessage());
      standDown();
    }
  }

  private synchronized void standDown() {
    if (election != null) {
      election.cancel(true);
    }
  }

  private void lost() {
    LOG.infof("%s leads no longer", replica);
    follow.run();
  }

  /**
   * Returns where this replica holds the Lease as the API server sees it: a process that was
   * stopped for a minute does not know by itself that another took over.
   *
   * @throws KubernetesClientException where it does not hold it
   */
  public void check() {
    var lease = client.leases().inNamespace(namespace).withName(LEASE).get();
    var holder = lease == null ? "" : lease.getSpec().getHolderIdentity();
    if (!replica.equals(holder)) {
      throw new KubernetesClientException("%s does not lead, %s does".formatted(replica, holder));
    }
  }

  @Override
  public void close() {
    closed = true;
    standDown();
  }
}
