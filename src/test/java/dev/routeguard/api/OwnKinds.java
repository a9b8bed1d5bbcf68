package dev.routeguard.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Routeguard's kinds on an API server, from the committed CRDs. */
public final class OwnKinds {
  private static final Path FOLDER = Path.of("crds");

  private OwnKinds() {}

  /** Installs them and returns when they are served. Again is no error. */
  public static void install(KubernetesClient admin) {
    var crds = committed();
    crds.forEach(crd -> admin.resource(crd).forceConflicts().serverSideApply());
    Awaitility.await("Routeguard's kinds served")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> crds.stream().allMatch(crd -> isServed(admin, crd)));
  }

  /** Established is not enough: the path answers a moment later. */
  private static boolean isServed(KubernetesClient admin, CustomResourceDefinition crd) {
    var path = "/apis/%s/v1alpha1/%s";
    return admin.raw(path.formatted(crd.getSpec().getGroup(), crd.getSpec().getNames().getPlural()))
        != null;
  }

  private static List<CustomResourceDefinition> committed() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(OwnKinds::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CustomResourceDefinition read(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
