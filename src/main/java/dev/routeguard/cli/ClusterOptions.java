package dev.routeguard.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which cluster is meant. */
final class ClusterOptions {
  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The kubeconfig to use.")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "The kubeconfig's context.")
  private @Nullable String context;

  Cluster cluster() {
    return new Cluster(kubeconfig, context);
  }
}
