package dev.routeguard.watch;

import dev.routeguard.estate.Documents;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyParams.FromConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts the ConfigMaps that policies may take their parameters from into the book. Only those with
 * the label are asked for: what else ConfigMaps hold is nobody's business here.
 */
final class ParameterFeed implements ResourceEventHandler<ConfigMap>, AutoCloseable {
  private final AtomicReference<PolicyBook> book;
  private final SharedIndexInformer<ConfigMap> informer;

  /** Asks for nothing before {@link #start}. */
  ParameterFeed(KubernetesClient client, AtomicReference<PolicyBook> book) {
    this.book = book;
    this.informer =
        client.configMaps().inAnyNamespace().withLabel(PolicyBook.PARAMS_LABEL).runnableInformer(0);
    informer.exceptionHandler((started, fault) -> true);
    informer.addEventHandler(this);
  }

  /** Returns at once. */
  void start() {
    informer.start();
  }

  @Override
  public void onAdd(ConfigMap map) {
    var document = Documents.plain(document(map));
    book.updateAndGet(now -> now.with(name(map), document));
  }

  @Override
  public void onUpdate(ConfigMap before, ConfigMap after) {
    onAdd(after);
  }

  @Override
  public void onDelete(ConfigMap map, boolean finalStateUnknown) {
    book.updateAndGet(now -> now.without(name(map)));
  }

  private static FromConfigMap name(ConfigMap map) {
    return new FromConfigMap(map.getMetadata().getNamespace(), map.getMetadata().getName());
  }

  private static Map<String, Object> document(ConfigMap map) {
    var metadata = map.getMetadata();
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        Map.of("namespace", metadata.getNamespace(), "name", metadata.getName()),
        "data",
        Objects.requireNonNullElse(map.getData(), Map.of()));
  }

  @Override
  public void close() {
    informer.stop();
  }
}
