package dev.routeguard.routing.dialect;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.dialect.RuleTable.Candidate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Classes whose Ingresses stand on load balancers of their own (GKE, dedicated ones of Cilium,
 * groups of AWS). Where several of them claim a host, DNS decides which one is asked: no rule of
 * one ranks before a rule of another.
 */
final class LoadBalancers {
  private LoadBalancers() {}

  /** The dialect's order where one load balancer claims the host, else none. */
  static Comparator<Candidate> order(
      Collection<KubernetesObject> served,
      Function<KubernetesObject, String> balancer,
      Comparator<Candidate> order) {
    return areSeveral(served, balancer) ? (one, other) -> 0 : order;
  }

  static List<Untranslated> notes(
      Collection<KubernetesObject> served, Function<KubernetesObject, String> balancer) {
    if (!areSeveral(served, balancer)) {
      return List.of();
    }
    var why = "the host stands on several load balancers: which one answers, DNS decides";
    return served.stream().map(i -> new Untranslated(i.ref(), "spec.rules", why)).toList();
  }

  private static boolean areSeveral(
      Collection<KubernetesObject> served, Function<KubernetesObject, String> balancer) {
    return served.stream().map(balancer).distinct().count() > 1;
  }
}
