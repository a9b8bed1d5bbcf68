package dev.routeguard.cli;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.RouteApproval;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.attestation.AttestationSource;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.files.Policies;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyCompiler.Result;
import dev.routeguard.policy.PolicySource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.function.Consumer;

/** What a cluster judges by: its policies, and what people have said of changes. */
final class ClusterRules {
  private final KubernetesClient client;
  private final String home;
  private final Consumer<String> notices;

  /**
   * @param home namespace of the operator
   * @param notices takes a sentence on each thing that may not be read
   */
  ClusterRules(KubernetesClient client, String home, Consumer<String> notices) {
    this.client = client;
    this.home = home;
    this.notices = notices;
  }

  PolicyBook policies() {
    var compiler = new Policies();
    var book = PolicyBook.empty();
    for (var policy : list(ClusterRoutePolicy.class)) {
      book = with(book, compiler.compile(PolicySource.read(policy)));
    }
    for (var policy : list(RoutePolicy.class)) {
      book = with(book, compiler.compile(PolicySource.read(policy)));
    }
    if (book.isEmpty()) {
      notices.accept("no policy that may be read is in force; --policies judges by files");
    }
    return book;
  }

  private PolicyBook with(PolicyBook book, Result result) {
    result.problems().forEach(problem -> notices.accept("a policy is not in force: " + problem));
    return result.compiled().map(book::with).orElse(book);
  }

  Attestations attestations() {
    var attestations = Attestations.in(home);
    for (var approval : list(RouteApproval.class)) {
      attestations = attestations.with(AttestationSource.read(approval));
    }
    return attestations;
  }

  private <R extends HasMetadata> List<R> list(Class<R> type) {
    try {
      return client.resources(type).inAnyNamespace().list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      notices.accept(
          "%ss can't be read, so they do not count here: %s"
              .formatted(
                  HasMetadata.getKind(type),
                  e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? "forbidden" : "no such kind"));
      return List.of();
    }
  }
}
