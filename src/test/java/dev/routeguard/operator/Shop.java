package dev.routeguard.operator;

import dev.routeguard.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The shop of deploy/local/shop in a namespace of its own, seen by one of its people. The estate is
 * the same that {@code deploy/local/up} replays.
 */
final class Shop {
  private static final Path FOLDER = Path.of("deploy/local/shop");
  private static final String API_VERSION = "routeguard.dev/v1alpha1";

  private final ControlPlane plane;
  private final String namespace;

  private Shop(ControlPlane plane, String namespace) {
    this.plane = plane;
    this.namespace = namespace;
  }

  /** Opens it: the estate is created by the admin, alice may edit its routes. */
  static Shop open(ControlPlane plane) {
    var shop = new Shop(plane, "shop");
    var admin = plane.adminClient();
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(shop.namespace).endMetadata().build())
        .serverSideApply();
    admin.load(new ByteArrayInputStream(bytes("estate.yaml"))).serverSideApply();
    plane.grant("alice", shop.namespace);
    return shop;
  }

  /** Takes everything away but the namespace, which nothing here could finish deleting. */
  void clear() {
    admin().load(new ByteArrayInputStream(bytes("estate.yaml"))).items().stream()
        .filter(item -> !item.getKind().equals("Namespace"))
        .forEach(item -> admin().resource(item).delete());
  }

  String namespace() {
    return namespace;
  }

  /** A manifest of the shop's folder. */
  static HasMetadata manifest(String file) {
    return parse(new String(bytes(file), StandardCharsets.UTF_8));
  }

  static HasMetadata parse(String yaml) {
    return io.fabric8.kubernetes.client.utils.Serialization.unmarshal(
        yaml, GenericKubernetesResource.class);
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KubernetesClient alice() {
    return plane.clientFor("alice");
  }

  KubernetesClient admin() {
    return plane.adminClient();
  }

  /** Names of the Services behind the first rule of the shop's front page. */
  List<String> frontPageBackends() {
    var route = object("gateway.networking.k8s.io/v1", "HTTPRoute", "storefront");
    List<Map<String, Object>> rules = route.get("spec", "rules");
    @SuppressWarnings("unchecked")
    var backends = (List<Map<String, Object>>) rules.get(0).get("backendRefs");
    return backends.stream().map(backend -> (String) backend.get("name")).toList();
  }

  GenericKubernetesResource object(String apiVersion, String kind, String name) {
    return admin()
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(namespace)
        .withName(name)
        .get();
  }

  /** All records of changes of one object, the oldest first. */
  List<GenericKubernetesResource> changesOf(String name) {
    return admin()
        .genericKubernetesResources(API_VERSION, "RouteChange")
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .filter(change -> name.equals(change.get("spec", "object", "name")))
        .sorted(
            java.util.Comparator.comparing(change -> change.getMetadata().getCreationTimestamp()))
        .toList();
  }

  List<GenericKubernetesResource> reports() {
    return admin()
        .genericKubernetesResources(API_VERSION, "RouteReport")
        .inNamespace(namespace)
        .list()
        .getItems();
  }

  /**
   * Writes a ClusterRoutePolicy of the given mode with the given checks, and returns when it is
   * Ready.
   */
  void policy(String name, String mode, String... checks) {
    var yaml = new StringBuilder();
    yaml.append("apiVersion: ").append(API_VERSION).append("\nkind: ClusterRoutePolicy\n");
    yaml.append("metadata: {name: ").append(name).append("}\nspec:\n  mode: ").append(mode);
    yaml.append("\n  checks:\n");
    for (String check : checks) {
      yaml.append("    - name: ").append(check).append('\n');
    }
    write(yaml.toString());
  }

  /** Writes a ClusterRoutePolicy, and returns when it is Ready. */
  void write(String policy) {
    var resource = parse(policy);
    admin().resource(resource).serverSideApply();
    var name = resource.getMetadata().getName();
    org.awaitility.Awaitility.await("policy " + name + " is ready").until(() -> isReady(name));
  }

  private boolean isReady(String policy) {
    var found =
        admin()
            .genericKubernetesResources(API_VERSION, "ClusterRoutePolicy")
            .withName(policy)
            .get();
    List<Map<String, Object>> conditions = found.get("status", "conditions");
    return conditions != null
        && conditions.stream()
            .anyMatch(
                condition ->
                    "Ready".equals(condition.get("type"))
                        && "True".equals(condition.get("status")));
  }
}
