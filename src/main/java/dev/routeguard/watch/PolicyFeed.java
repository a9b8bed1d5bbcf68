package dev.routeguard.watch;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicyDefinition;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.policy.PolicySource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Keeps the PolicyBook of this moment, on every replica. Policies are compiled here, when they are
 * written, never while a change waits. One that does not compile says so in its status; its last
 * good generation goes on judging, because a typo must not switch a guard off.
 */
public final class PolicyFeed implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PolicyFeed.class);
  private static final int KINDS = 2;

  private final KubernetesClient client;
  private final PolicyCompiler compiler;
  private final AtomicReference<PolicyBook> book = new AtomicReference<>(PolicyBook.empty());
  private final Map<String, String> uids = new ConcurrentHashMap<>();
  private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();
  private final AtomicInteger unread = new AtomicInteger(KINDS);

  /** Asks for nothing before {@link #start}. */
  public PolicyFeed(KubernetesClient client, PolicyCompiler compiler) {
    this.client = client;
    this.compiler = compiler;
  }

  /**
   * Returns at once.
   *
   * @param whenSynced told once, when every policy is in the book
   */
  public void start(Runnable whenSynced) {
    follow(ClusterRoutePolicy.class, PolicySource::read, whenSynced);
    follow(RoutePolicy.class, PolicySource::read, whenSynced);
  }

  private <P extends HasMetadata> void follow(
      Class<P> type, Function<P, PolicyDefinition> reader, Runnable whenSynced) {
    var informer = client.resources(type).inAnyNamespace().runnableInformer(0);
    // Our CRDs may be installed a moment later than we are.
    informer.exceptionHandler((started, fault) -> true);
    informer.addEventHandler(new Handler<>(reader, whenSynced));
    informers.add(informer);
    informer.start();
  }

  /** All policies at this moment. */
  public PolicyBook book() {
    return book.get();
  }

  /** Uid of a policy by its {@link PolicyId} in words; empty where there is none. */
  public Optional<String> uidOf(String policy) {
    return Optional.ofNullable(uids.get(policy));
  }

  /** Whether every policy was read once. */
  public boolean isSynced() {
    return unread.get() == 0;
  }

  private void compile(PolicyDefinition definition) {
    var result = compiler.compile(definition);
    result.compiled().ifPresent(policy -> book.updateAndGet(now -> now.with(policy)));
    result.problems().forEach(problem -> LOG.warnf("%s: %s", definition.id(), problem));
  }

  private void forget(PolicyId id) {
    uids.remove(id.toString());
    book.updateAndGet(now -> now.without(id));
  }

  /** What the informer of one of the two kinds shows. */
  private final class Handler<P extends HasMetadata> implements ResourceEventHandler<P> {
    private final Function<P, PolicyDefinition> reader;
    private final Runnable whenSynced;
    private final AtomicBoolean isRead = new AtomicBoolean();

    Handler(Function<P, PolicyDefinition> reader, Runnable whenSynced) {
      this.reader = reader;
      this.whenSynced = whenSynced;
    }

    /** Comes behind all that was listed; the informer counts as synced before that is compiled. */
    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      if (isRead.compareAndSet(false, true) && unread.decrementAndGet() == 0) {
        whenSynced.run();
      }
    }

    @Override
    public void onAdd(P policy) {
      var definition = reader.apply(policy);
      uids.put(definition.id().toString(), policy.getMetadata().getUid());
      compile(definition);
    }

    @Override
    public void onUpdate(P before, P after) {
      // Our own status writes come back as well.
      if (!before.getMetadata().getGeneration().equals(after.getMetadata().getGeneration())) {
        compile(reader.apply(after));
      }
    }

    @Override
    public void onDelete(P policy, boolean finalStateUnknown) {
      forget(reader.apply(policy).id());
    }
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
