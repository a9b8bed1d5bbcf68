package dev.routeguard.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Follows all custom resources of one of Routeguard's own kinds, on every replica. */
final class KindFeed<R extends HasMetadata> implements ResourceEventHandler<R>, AutoCloseable {
  private final Consumer<R> written;
  private final Consumer<R> deleted;
  private final Runnable whenRead;
  private final AtomicBoolean isRead = new AtomicBoolean();
  private final SharedIndexInformer<R> informer;

  /**
   * Asks for nothing before {@link #start}.
   *
   * @param written told of each one there is, and again where its spec changes
   * @param whenRead told once, when every one that was there has been told of
   */
  KindFeed(
      KubernetesClient client,
      Class<R> type,
      Consumer<R> written,
      Consumer<R> deleted,
      Runnable whenRead) {
    this.written = written;
    this.deleted = deleted;
    this.whenRead = whenRead;
    this.informer = client.resources(type).inAnyNamespace().runnableInformer(0);
    // Our CRDs may be installed a moment later than we are.
    informer.exceptionHandler((started, fault) -> true);
    informer.addEventHandler(this);
  }

  /** Returns at once. */
  void start() {
    informer.start();
  }

  /** Whether every one that was there has been told of. */
  boolean isRead() {
    return isRead.get();
  }

  /** Comes behind all that was listed; the informer counts as synced before that is told. */
  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    if (isRead.compareAndSet(false, true)) {
      whenRead.run();
    }
  }

  @Override
  public void onAdd(R resource) {
    written.accept(resource);
  }

  @Override
  public void onUpdate(R before, R after) {
    // Our own status writes come back as well.
    if (!before.getMetadata().getGeneration().equals(after.getMetadata().getGeneration())) {
      written.accept(after);
    }
  }

  @Override
  public void onDelete(R resource, boolean finalStateUnknown) {
    deleted.accept(resource);
  }

  @Override
  public void close() {
    informer.stop();
  }
}
