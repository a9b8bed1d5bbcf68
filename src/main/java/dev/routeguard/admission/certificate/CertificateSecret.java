package dev.routeguard.admission.certificate;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one Secret this operator reads and, in {@code auto} mode, writes. Replicas write it at the
 * same time; the API server lets one of them win. Verbs: get, create, update.
 */
final class CertificateSecret {
  private final KubernetesClient client;
  private final CertificateSettings settings;

  CertificateSecret(KubernetesClient client, CertificateSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  Resource<Secret> resource() {
    return client.secrets().inNamespace(settings.namespace()).withName(settings.secret());
  }

  Optional<Secret> read() {
    return Optional.ofNullable(resource().get());
  }

  /** What is in a Secret, as text. */
  static Map<String, String> data(Secret secret) {
    var data = new LinkedHashMap<String, String>();
    if (secret.getData() != null) {
      secret.getData().forEach((key, value) -> data.put(key, decoded(value)));
    }
    return data;
  }

  private static String decoded(String value) {
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  /** False where another replica made it first. */
  boolean create(Map<String, String> data) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(settings.secret())
            .withNamespace(settings.namespace())
            .addToLabels("app.kubernetes.io/managed-by", "routeguard")
            .endMetadata()
            .withType("kubernetes.io/tls")
            .withStringData(data)
            .build();
    return wins(() -> client.resource(secret).create());
  }

  /** False where it changed since it was read. */
  boolean update(Secret read, Map<String, String> data) {
    var secret = new SecretBuilder(read).withData(null).withStringData(data).build();
    return wins(() -> client.resource(secret).update());
  }

  private static boolean wins(Runnable write) {
    try {
      write.run();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
