package dev.routeguard.controlplane;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The Gateway API's standard CRDs, which may appear in and vanish from a running cluster. */
final class GatewayApi {
  private static final Path BUILD = Path.of("deploy/local/build");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient admin;

  GatewayApi(KubernetesClient admin) {
    this.admin = admin;
  }

  void install() {
    var manifests = manifests();
    admin.resourceList(manifests).serverSideApply();
    Awaitility.await("Gateway API served")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> crdNames(manifests).stream().allMatch(this::isServed));
  }

  void remove() {
    var manifests = manifests();
    admin.resourceList(manifests).delete();
    Awaitility.await("Gateway API gone")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> crdNames(manifests).stream().noneMatch(this::isServed));
  }

  /** Established is not enough: the path answers a moment later. */
  private boolean isServed(String crdName) {
    var plural = crdName.substring(0, crdName.indexOf('.'));
    var crd = admin.apiextensions().v1().customResourceDefinitions().withName(crdName).get();
    return crd != null
        && crd.getSpec().getVersions().stream()
            .filter(version -> version.getServed())
            .allMatch(
                version ->
                    admin.raw(
                            "/apis/"
                                + crd.getSpec().getGroup()
                                + "/"
                                + version.getName()
                                + "/"
                                + plural)
                        != null);
  }

  private static List<String> crdNames(List<HasMetadata> manifests) {
    return manifests.stream()
        .filter(m -> m.getKind().equals("CustomResourceDefinition"))
        .map(m -> m.getMetadata().getName())
        .toList();
  }

  private List<HasMetadata> manifests() {
    try (var files = Files.newDirectoryStream(folder(), "*.yaml")) {
      var manifests = new java.util.ArrayList<HasMetadata>();
      for (var file : files) {
        try (var in = Files.newInputStream(file)) {
          manifests.addAll(admin.load(in).items());
        }
      }
      return manifests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The build prints its folder as the last line. */
  private static Path folder() throws IOException {
    var build =
        new ProcessBuilder(BUILD.toAbsolutePath().toString(), "gateway-crds")
            .redirectError(Redirect.INHERIT)
            .start();
    var said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return Path.of(said.substring(said.lastIndexOf('\n') + 1), "gateway-crds");
  }
}
