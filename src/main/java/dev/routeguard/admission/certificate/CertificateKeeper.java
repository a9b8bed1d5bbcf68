package dev.routeguard.admission.certificate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the endpoint's certificate and the CA bundle in the webhook configuration right, on every
 * replica alike. Looks when a watch says that one of the two changed, and every few seconds because
 * a watch may be silent. Verbs: get, list and watch of the one Secret and the one configuration;
 * see {@link CertificateSecret} and {@link CaBundle} for what is written.
 */
public final class CertificateKeeper implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CertificateKeeper.class);
  private static final int MOST_STEPS = 4;

  private final CertificateSettings settings;
  private final CertificateSecret secret;
  private final CaBundle bundle;
  private final Certificates certificates;
  private final Clock clock;
  private final Consumer<ServingCertificate> endpoint;
  private final ScheduledExecutorService thread;
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final AtomicLong repairs = new AtomicLong();
  private @Nullable ServingCertificate shown;
  private volatile CertificateStatus status = CertificateStatus.UNKNOWN;

  /**
   * Does nothing before {@link #start}.
   *
   * @param endpoint is given each new certificate
   */
  public CertificateKeeper(
      KubernetesClient client,
      CertificateSettings settings,
      Clock clock,
      Consumer<ServingCertificate> endpoint) {
    this.settings = settings;
    this.secret = new CertificateSecret(client, settings);
    this.bundle = new CaBundle(client, settings.configuration());
    this.certificates = certificates(settings, secret);
    this.clock = clock;
    this.endpoint = endpoint;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "webhook-certificate");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static Certificates certificates(CertificateSettings settings, CertificateSecret secret) {
    return settings.mode() == CertificateMode.AUTO
        ? new MadeCertificates(
            secret,
            new Rotation(new CertificateAuthority(), settings.times(), settings.subjectNames()))
        : new GivenCertificates(secret, settings.secret());
  }

  /** Begins to look after them; returns at once. */
  public void start() {
    watch(secret.resource());
    if (settings.mode() != CertificateMode.CERT_MANAGER) {
      watch(bundle.resource());
    }
    var period = settings.times().look().toMillis();
    thread.scheduleWithFixedDelay(this::look, 0, period, TimeUnit.MILLISECONDS);
  }

  /** Events only say that it is time to look; what is read then is what counts. */
  private <T extends HasMetadata> void watch(Resource<T> resource) {
    var informer = resource.runnableInformer(0);
    informer.exceptionHandler((started, problem) -> true);
    informer.addEventHandler(new Nudge<>(this::lookSoon));
    informers.add(informer);
    informer.start();
  }

  /** Whatever happens, look. */
  private record Nudge<T>(Runnable look) implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      look.run();
    }

    @Override
    public void onUpdate(T before, T after) {
      look.run();
    }

    @Override
    public void onDelete(T deleted, boolean unknown) {
      look.run();
    }
  }

  private void lookSoon() {
    try {
      thread.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed already");
    }
  }

  /** Looks once; in tests without a thread. */
  void look() {
    try {
      keep();
    } catch (CertificateUnavailableException e) {
      report(false, e.getMessage());
    } catch (KubernetesClientException e) {
      if (!CaBundle.isOvertaken(e)) {
        report(status.trusted(), e.getMessage());
      }
    } catch (RuntimeException e) {
      report(status.trusted(), String.valueOf(e.getMessage()));
    }
  }

  private void keep() throws CertificateUnavailableException {
    for (int step = 0; step < MOST_STEPS; step++) {
      var now = clock.instant();
      var current = certificates.current(now);
      // First the trust, then what is to be trusted.
      var problem = trust(current);
      show(current);
      report(problem.isEmpty(), problem);
      if (!certificates.advance(now)) {
        return;
      }
    }
  }

  private String trust(ServingCertificate current) {
    if (settings.mode() == CertificateMode.CERT_MANAGER || current.authoritiesPem().isEmpty()) {
      return "";
    }
    var state = bundle.ensure(current.authoritiesPem());
    switch (state) {
      case MISSING -> {
        return "ValidatingWebhookConfiguration %s is missing".formatted(settings.configuration());
      }
      case SET -> LOG.infof("Set the CA bundle of %s", settings.configuration());
      case REPAIRED -> {
        repairs.incrementAndGet();
        LOG.warnf("Put the CA bundle of %s right, which was another", settings.configuration());
      }
      case RIGHT -> LOG.tracef("CA bundle of %s is right", settings.configuration());
    }
    return "";
  }

  private void show(ServingCertificate current) {
    if (!current.equals(shown)) {
      endpoint.accept(current);
      shown = current;
    }
  }

  /** Says a thing once, not every few seconds. */
  private void report(boolean trusted, String problem) {
    var end = shown == null ? Instant.EPOCH : shown.notAfter();
    if (!problem.isEmpty() && !problem.equals(status.problem())) {
      LOG.warnf("Webhook certificate: %s", problem);
    }
    status = new CertificateStatus(end, trusted, problem);
  }

  /** How things stand. */
  public CertificateStatus status() {
    return status;
  }

  /** How often somebody's other CA bundle was replaced. */
  public long repairs() {
    return repairs.get();
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
    thread.shutdownNow();
  }
}
