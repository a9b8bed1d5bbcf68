package dev.routeguard.cli;

import dev.routeguard.estate.Estate;
import dev.routeguard.files.BadInputException;
import dev.routeguard.watch.EstateListing;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that the kubeconfig, or the pod this runs in, points to.
 *
 * @param kubeconfig null for the usual one
 * @param context null for the current one
 */
record Cluster(@Nullable Path kubeconfig, @Nullable String context) {
  Estate estate(Map<String, String> dialects, Consumer<String> notices) {
    return ask(client -> new EstateListing(client, notices).read(dialects));
  }

  /** Asks it something; what it does not answer is bad input. */
  <T> T ask(Function<KubernetesClient, T> question) {
    var config = config();
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      return question.apply(client);
    } catch (KubernetesClientException e) {
      throw new BadInputException(
          "the cluster at %s can't be read: %s; --kubeconfig and --context choose another"
              .formatted(config.getMasterUrl(), why(e)));
    }
  }

  private Config config() {
    if (kubeconfig == null) {
      return Config.autoConfigure(context);
    }
    try {
      return Config.fromKubeconfig(context, Files.readString(kubeconfig), kubeconfig.toString());
    } catch (IOException e) {
      throw new BadInputException(
          kubeconfig + ": can't be read as a kubeconfig: " + e.getMessage());
    }
  }

  private static String why(KubernetesClientException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == e ? e.getMessage() : root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
