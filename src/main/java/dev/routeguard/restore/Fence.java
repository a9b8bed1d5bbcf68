package dev.routeguard.restore;

/**
 * Keeps a replica from writing that leads no longer: one that was stopped for a minute does not
 * know that another took over.
 */
@FunctionalInterface
public interface Fence {
  /**
   * Returns where this replica still leads.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException where it does not, so that the
   *     work is taken as not done
   */
  void check();
}
