package dev.routeguard.watch;

import dev.routeguard.api.v1alpha1.RouteApproval;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.attestation.AttestationSource;
import dev.routeguard.attestation.Attestations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** Keeps what people have said of proposed changes as it is at this moment, on every replica. */
public final class AttestationFeed implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AttestationFeed.class);

  private final AtomicReference<Attestations> attestations;
  private final List<KindFeed<?>> feeds;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile Runnable whenSynced = () -> {};

  /**
   * Asks for nothing before {@link #start}.
   *
   * @param home the operator's namespace
   */
  public AttestationFeed(KubernetesClient client, String home) {
    this.attestations = new AtomicReference<>(Attestations.in(home));
    this.feeds =
        List.of(
            new KindFeed<>(client, RouteApproval.class, this::written, this::deleted, this::read),
            new KindFeed<>(client, RouteChangeSet.class, this::written, this::deleted, this::read));
  }

  /**
   * Returns at once.
   *
   * @param whenAllIsRead told once, when everything that was said is known
   */
  public void start(Runnable whenAllIsRead) {
    whenSynced = whenAllIsRead;
    feeds.forEach(KindFeed::start);
  }

  /** Everything that people have said at this moment. */
  public Attestations attestations() {
    return attestations.get();
  }

  /** Whether everything was read once. */
  public boolean isSynced() {
    return feeds.stream().allMatch(KindFeed::isRead);
  }

  private void read() {
    if (isSynced() && told.compareAndSet(false, true)) {
      whenSynced.run();
    }
  }

  private void written(RouteApproval approval) {
    change(approval, now -> now.with(AttestationSource.read(approval)));
  }

  private void written(RouteChangeSet set) {
    change(set, now -> now.with(AttestationSource.read(set)));
  }

  /** One that says nothing usable counts for nothing; admission refuses such, so it came around. */
  private void change(HasMetadata resource, UnaryOperator<Attestations> step) {
    try {
      attestations.updateAndGet(step);
    } catch (IllegalArgumentException e) {
      var metadata = resource.getMetadata();
      LOG.warnf(
          "%s %s/%s is not used: %s",
          resource.getKind(), metadata.getNamespace(), metadata.getName(), e.getMessage());
    }
  }

  private void deleted(RouteApproval approval) {
    var metadata = approval.getMetadata();
    attestations.updateAndGet(
        now -> now.withoutApproval(metadata.getNamespace(), metadata.getName()));
  }

  private void deleted(RouteChangeSet set) {
    var metadata = set.getMetadata();
    attestations.updateAndGet(now -> now.withoutSet(metadata.getNamespace(), metadata.getName()));
  }

  @Override
  public void close() {
    feeds.forEach(KindFeed::close);
  }
}
