package dev.routeguard.config;

import dev.routeguard.cli.Version;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;

/**
 * How the operator presents itself to the API server, in its audit log and in the managedFields of
 * what it creates: a writer that names no field manager gets its user agent up to the slash
 * (Kubernetes API conventions, server-side apply).
 */
@Singleton
final class ClientName implements KubernetesConfigCustomizer {
  private static final String NAME = "routeguard-controller";

  @Override
  public void customize(Config config) {
    config.setUserAgent(NAME + "/" + Version.number());
  }
}
