package dev.routeguard.cli;

import dev.routeguard.api.v1alpha1.ChangeSetPhase;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.cli.ClusterWord.Answer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.net.HttpURLConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has the cluster judge a change set, and submits it. */
final class Submission {
  private static final int LONGEST_WAIT_S = 30;

  /** How the API server names a webhook that denies. */
  private static final String DENIED = "admission webhook";

  private final KubernetesClient client;
  private final Consumer<String> notices;

  Submission(KubernetesClient client, Consumer<String> notices) {
    this.client = client;
    this.notices = notices;
  }

  /** What the cluster says of the set; nothing is written. */
  ClusterWord ask(RouteChangeSet set) {
    try {
      client.resource(set).dryRun().create();
      return new ClusterWord(Answer.ADMITTED, "");
    } catch (KubernetesClientException e) {
      if (isDenial(e)) {
        return new ClusterWord(Answer.DENIED, words(e));
      }
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      notices.accept("the cluster can't be asked for its verdict: " + words(e));
      return ClusterWord.NONE;
    }
  }

  /** Writes the set, waits until it is in force, and gives the name it got. */
  String submit(RouteChangeSet set) {
    var created = client.resource(set).create();
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
    return created.getMetadata().getName();
  }

  private static boolean isTaken(@Nullable RouteChangeSet set) {
    return set != null
        && set.getStatus() != null
        && set.getStatus().phase != ChangeSetPhase.EXPIRED;
  }

  private static boolean isDenial(KubernetesClientException e) {
    return words(e).startsWith(DENIED);
  }

  private static String words(KubernetesClientException e) {
    return e.getStatus() == null || e.getStatus().getMessage() == null
        ? String.valueOf(e.getMessage())
        : e.getStatus().getMessage();
  }
}
