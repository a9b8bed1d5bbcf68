package dev.routeguard.api;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.RouteApproval;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.api.v1alpha1.RouteReport;
import dev.routeguard.api.v1alpha1.RouteRevision;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Generates the CRDs from the classes, in memory. */
final class CrdGenerator {
  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          RoutePolicy.class,
          ClusterRoutePolicy.class,
          RouteChange.class,
          RouteReport.class,
          RouteRevision.class,
          RouteApproval.class,
          RouteChangeSet.class);

  private static final String HEADER =
      "# Generated from dev.routeguard.api.v1alpha1; refresh with:\n# "
          + CrdsAreCurrentTest.REFRESH
          + "\n";

  /** The CRDs by name, such as {@code routechanges.routeguard.dev}. */
  Map<String, CustomResourceDefinition> crds() {
    var crds = new TreeMap<String, CustomResourceDefinition>();
    for (var kind : KINDS) {
      var crd = Serialization.unmarshal(generated(kind), CustomResourceDefinition.class);
      new CrdRefinement(kind, crd).refine();
      crds.put(crd.getMetadata().getName(), crd);
    }
    return crds;
  }

  /** File name to content, as committed. */
  Map<String, String> files() {
    var files = new TreeMap<String, String>();
    crds().forEach((name, crd) -> files.put(name + ".yaml", HEADER + Serialization.asYaml(crd)));
    return files;
  }

  private static String generated(Class<? extends HasMetadata> kind) {
    var output = new InMemory();
    new CRDGenerator()
        .withParallelGenerationEnabled(false)
        .customResourceClasses(List.of(kind))
        .forCRDVersions("v1")
        .withOutput(output)
        .generate();
    return output.only();
  }

  /** Keeps what is generated. */
  private static final class InMemory implements CRDOutput<ByteArrayOutputStream> {
    private final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();

    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return files.computeIfAbsent(name, any -> new ByteArrayOutputStream());
    }

    @Override
    public void close() {
      // Nothing is open.
    }

    String only() {
      if (files.size() != 1) {
        throw new IllegalStateException("expected one CRD, got " + files.keySet());
      }
      return files.values().iterator().next().toString(StandardCharsets.UTF_8);
    }
  }
}
