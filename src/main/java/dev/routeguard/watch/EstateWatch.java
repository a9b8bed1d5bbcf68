package dev.routeguard.watch;

import dev.routeguard.estate.Kind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs an informer for every kind that decides routing: those of Kubernetes itself always, those of
 * the Gateway API while they are served. Asks the API server every few seconds which these are.
 */
public final class EstateWatch implements AutoCloseable, ServedKinds {
  private static final Logger LOG = Logger.getLogger(EstateWatch.class);

  private final KubernetesClient client;
  private final EstateFeed feed;
  private final GatewayApiDiscovery discovery;
  private final Duration pause;
  private final Set<Kind> granted;
  private final Map<Kind, KindInformer> informers = new EnumMap<>(Kind.class);
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(EstateWatch::thread);

  /**
   * @param pause between two questions what is served
   * @param granted the optional kinds that may be read; of Secrets only those of type
   *     kubernetes.io/tls are
   */
  public EstateWatch(KubernetesClient client, EstateFeed feed, Duration pause, Set<Kind> granted) {
    this.client = client;
    this.feed = feed;
    this.discovery = new GatewayApiDiscovery(client);
    this.pause = pause;
    this.granted = Set.copyOf(granted);
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "routeguard-discovery");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns at once; {@link EstateFeed#isSynced()} tells when everything is there. */
  public void start() {
    for (Kind kind : Kind.values()) {
      if (!isOfGatewayApi(kind) && isRead(kind)) {
        start(kind, kind.version());
      }
    }
    schedule.scheduleWithFixedDelay(
        this::discoverOrRetry, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isRead(Kind kind) {
    return !Kind.OPTIONAL.contains(kind) || granted.contains(kind);
  }

  private static boolean isOfGatewayApi(Kind kind) {
    return kind.group().equals(GatewayApiDiscovery.GROUP);
  }

  private void discoverOrRetry() {
    try {
      discover();
    } catch (KubernetesClientException e) {
      // What was served is taken as still served: an answer that fails says nothing.
      LOG.debugf("could not ask what is served: %s", e.getMessage());
    }
  }

  private void discover() {
    var served = discovery.served();
    for (Kind kind : Kind.values()) {
      if (isOfGatewayApi(kind)) {
        follow(kind, served);
      }
    }
  }

  private synchronized void follow(Kind kind, Map<Kind, String> served) {
    var running = informers.get(kind);
    var version = served.get(kind);
    if (running != null && !running.version().equals(version)) {
      running.close();
      informers.remove(kind);
      feed.gone(kind);
      LOG.infof("%s is no longer served in version %s", kind, running.version());
    }
    if (version == null) {
      feed.gone(kind);
    } else if (!informers.containsKey(kind)) {
      start(kind, version);
    }
  }

  private synchronized void start(Kind kind, String version) {
    feed.expected(kind);
    var informer = new KindInformer(client, kind, version, feed, this);
    informers.put(kind, informer);
    informer.start();
  }

  @Override
  public boolean isLiving(Kind kind) {
    if (!isOfGatewayApi(kind)) {
      return true;
    }
    try {
      return discovery.served().containsKey(kind);
    } catch (KubernetesClientException e) {
      LOG.debugf("could not ask whether %s is served: %s", kind, e.getMessage());
      return true;
    }
  }

  @Override
  public synchronized void close() {
    schedule.shutdownNow();
    informers.values().forEach(KindInformer::close);
  }
}
