package dev.routeguard.cli;

import dev.routeguard.api.v1alpha1.ChangeSetPhase;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Submits a change set, and waits until the operator has taken it. */
final class Submission {
  private static final int LONGEST_WAIT_S = 30;

  private final KubernetesClient client;
  private final Consumer<String> notices;

  Submission(KubernetesClient client, Consumer<String> notices) {
    this.client = client;
    this.notices = notices;
  }

  /** The name it got; empty where it was refused, which is said. */
  Optional<String> submit(RouteChangeSet set) {
    try {
      var created = client.resource(set).create();
      awaitOpen(created);
      return Optional.of(created.getMetadata().getName());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      notices.accept("the set is refused: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void awaitOpen(RouteChangeSet created) {
    try {
      client
          .resource(created)
          .waitUntilCondition(Submission::isTaken, LONGEST_WAIT_S, TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException e) {
      notices.accept(
          "no operator has taken the set for %d s; kubectl get routechangeset %s -n %s shows when"
              .formatted(
                  LONGEST_WAIT_S,
                  created.getMetadata().getName(),
                  created.getMetadata().getNamespace()));
    }
  }

  private static boolean isTaken(RouteChangeSet set) {
    return set != null
        && set.getStatus() != null
        && set.getStatus().phase != ChangeSetPhase.EXPIRED;
  }
}
