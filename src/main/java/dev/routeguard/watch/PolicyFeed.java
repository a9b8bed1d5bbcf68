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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private final KubernetesClient client;
  private final PolicyCompiler compiler;
  private final AtomicReference<PolicyBook> book = new AtomicReference<>(PolicyBook.empty());
  private final Map<String, String> uids = new ConcurrentHashMap<>();
  private final ParameterFeed parameters;
  private final List<KindFeed<?>> feeds = new CopyOnWriteArrayList<>();

  /** Asks for nothing before {@link #start}. */
  public PolicyFeed(KubernetesClient client, PolicyCompiler compiler) {
    this.client = client;
    this.compiler = compiler;
    this.parameters = new ParameterFeed(client, book);
  }

  /**
   * Returns at once.
   *
   * @param whenSynced told once, when every policy is in the book
   */
  public void start(Runnable whenSynced) {
    var told = new AtomicBoolean();
    Runnable whenRead =
        () -> {
          if (isSynced() && told.compareAndSet(false, true)) {
            whenSynced.run();
          }
        };
    feeds.add(feed(ClusterRoutePolicy.class, PolicySource::read, whenRead));
    feeds.add(feed(RoutePolicy.class, PolicySource::read, whenRead));
    feeds.forEach(KindFeed::start);
  }

  private <P extends HasMetadata> KindFeed<P> feed(
      Class<P> type, Function<P, PolicyDefinition> reader, Runnable whenRead) {
    return new KindFeed<>(
        client,
        type,
        policy -> written(policy, reader.apply(policy)),
        policy -> forget(reader.apply(policy).id()),
        whenRead);
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
    return !feeds.isEmpty() && feeds.stream().allMatch(KindFeed::isRead);
  }

  private void written(HasMetadata policy, PolicyDefinition definition) {
    uids.put(definition.id().toString(), policy.getMetadata().getUid());
    compile(definition);
  }

  private void compile(PolicyDefinition definition) {
    var result = compiler.compile(definition);
    result.compiled().ifPresent(policy -> book.updateAndGet(now -> now.with(policy)));
    result.problems().forEach(problem -> LOG.warnf("%s: %s", definition.id(), problem));
  }

  /** From now on policies may take their parameters from ConfigMaps. */
  public void readParameters() {
    parameters.start();
  }

  private void forget(PolicyId id) {
    uids.remove(id.toString());
    book.updateAndGet(now -> now.without(id));
  }

  @Override
  public void close() {
    feeds.forEach(KindFeed::close);
    parameters.close();
  }
}
