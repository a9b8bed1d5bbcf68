package dev.routeguard.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.routeguard.estate.Kind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server which kinds of the Gateway API it serves, and in which version. Discovery is
 * open to every authenticated client ({@code system:discovery}), whereas watching
 * CustomResourceDefinitions would take a right on all of them.
 */
final class GatewayApiDiscovery {
  static final String GROUP = "gateway.networking.k8s.io";

  private final KubernetesClient client;

  GatewayApiDiscovery(KubernetesClient client) {
    this.client = client;
  }

  /** Kinds that are served, each with the version to ask for; empty without the CRDs. */
  Map<Kind, String> served() {
    var versions = versions();
    var served = new EnumMap<Kind, String>(Kind.class);
    for (var version : versions) {
      for (var kind : livingIn(version)) {
        if (!served.containsKey(kind) || kind.version().equals(version)) {
          served.put(kind, version);
        }
      }
    }
    return served;
  }

  /** As the server prefers them: stable ones first. */
  private List<String> versions() {
    return items(answer("/apis/" + GROUP), "versions").stream()
        .map(version -> version.path("version").asText())
        .toList();
  }

  /**
   * A kind whose CustomResourceDefinition is being deleted is still listed, without the verb create
   * (apiextensions-apiserver, customresource_discovery_controller.go).
   */
  private List<Kind> livingIn(String version) {
    var kinds = new ArrayList<Kind>();
    for (var resource : items(answer("/apis/" + GROUP + "/" + version), "resources")) {
      var isWhole = !resource.path("name").asText().contains("/");
      var isLiving = items(resource, "verbs").stream().anyMatch(v -> v.asText().equals("create"));
      if (isWhole && isLiving) {
        Kind.of(GROUP, resource.path("kind").asText()).ifPresent(kinds::add);
      }
    }
    return kinds;
  }

  private @Nullable JsonNode answer(String path) {
    var text = client.raw(path);
    return text == null
        ? null
        : client.getKubernetesSerialization().unmarshal(text, JsonNode.class);
  }

  private static List<JsonNode> items(@Nullable JsonNode node, String field) {
    return node == null
        ? List.of()
        : StreamSupport.stream(node.path(field).spliterator(), false).toList();
  }
}
