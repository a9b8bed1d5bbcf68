package dev.routeguard.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting of the operator, with its default. Read from system properties ({@code
 * routeguard.webhook.port}) and the environment ({@code ROUTEGUARD_WEBHOOK_PORT}); the Helm chart
 * sets them from its values.
 */
@ConfigMapping(prefix = "routeguard")
public interface Settings {
  /**
   * Namespace the operator keeps its Secret, its Lease and the records of cluster-scoped objects
   * in.
   */
  @WithDefault("routeguard")
  String namespace();

  /**
   * Who this replica is in the Lease; a restarted Pod keeps its name, so it takes its own lease
   * over at once.
   */
  @WithDefault("${hostname:routeguard}")
  String podName();

  /**
   * How many replicas run; with more than one, the leader waits a moment for the one that knows who
   * asked.
   */
  @WithDefault("1")
  int replicas();

  /** What may be read of Pods. */
  Pods pods();

  /** What may be read of Pods. */
  interface Pods {
    /** On: their labels, readiness and ports are known, so that selectors can be judged. */
    @WithDefault("true")
    boolean read();
  }

  /** What may be read of ConfigMaps. */
  ConfigMaps configMaps();

  /** What may be read of ConfigMaps. */
  interface ConfigMaps {
    /** On: those with the label routeguard.dev/params, as parameters of policies. */
    @WithDefault("false")
    boolean read();
  }

  /** The admission endpoint. */
  Webhook webhook();

  /** Putting the last good state back. */
  Rollback rollback();

  /** What is kept, and for how long. */
  Record record();

  /**
   * Class name to dialect, for classes whose controller does not tell; {@code *} stands for all
   * others.
   */
  Map<String, String> dialects();

  /** What may be read of Secrets. */
  Secrets secrets();

  /** What may be read of Secrets. */
  interface Secrets {
    /** On: certificates of type kubernetes.io/tls are known; off: nothing is said about them. */
    @WithDefault("false")
    boolean read();
  }

  /** The admission endpoint. */
  interface Webhook {
    /** Port of the HTTPS endpoint. */
    @WithDefault("9443")
    int port();

    /** Address the endpoint listens on. */
    @WithDefault("0.0.0.0")
    String address();

    /** Name of the Service in front of it, for the certificate. */
    @WithDefault("routeguard")
    String service();

    /** Name of the ValidatingWebhookConfiguration whose caBundle the operator keeps right. */
    @WithDefault("routeguard")
    String configuration();

    /**
     * Further names and addresses for the certificate, where the API server reaches the endpoint by
     * URL.
     */
    Optional<List<String>> hosts();

    /** Where the certificate comes from. */
    Certs certs();
  }

  /** Where the certificate comes from. */
  interface Certs {
    /**
     * auto: the operator makes and rotates it; certManager and existingSecret: somebody else does.
     */
    @WithDefault("auto")
    String mode();

    /** Secret that holds it, in the operator's namespace. */
    @WithDefault("routeguard-webhook-tls")
    String secret();
  }

  /** Putting the last good state back. */
  interface Rollback {
    /** Off: changes that landed are reported, never put back. */
    @WithDefault("true")
    boolean enabled();
  }

  /** What is kept, and for how long. */
  interface Record {
    /** Records older than this are dropped. */
    @WithDefault("P90D")
    Duration maxAge();

    /** At most so many records for one object. */
    @WithDefault("100")
    int maxCount();

    /** How long to wait between two rounds of dropping what is too old or too much. */
    @WithDefault("PT10M")
    Duration sweepInterval();
  }
}
