package dev.routeguard.check;

import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.IngressGroup;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * R32. Members of an IngressGroup share one load balancer, and some annotations may have one value
 * in all of it: where two disagree, the controller reconciles none of them any more; AWS Load
 * Balancer Controller docs, "Annotations", MergeBehavior Exclusive, and its issues #3790 and #2241.
 */
public final class IngressGroupFrozen implements StateCheck {
  static final String NAME = "ingress-group-frozen";
  private static final String PREFIX = "alb.ingress.kubernetes.io/";

  private static final List<String> EXCLUSIVE =
      List.of(
          "load-balancer-name",
          "ip-address-type",
          "scheme",
          "subnets",
          "security-groups",
          "customer-owned-ipv4-pool",
          "load-balancer-attributes",
          "wafv2-acl-arn",
          "waf-acl-id",
          "shield-advanced-protection",
          "ssl-redirect");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R32",
          NAME,
          "IngressGroup would stop reconciling",
          Severity.CRITICAL,
          "Two members of an IngressGroup have different values of an annotation that may have one"
              + " value in the whole group: no change of any member reaches the load balancer.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(ingress -> !IngressGroup.of(ingress).isEmpty())
        .flatMap(ingress -> disagreements(scope, ingress))
        .toList();
  }

  private static Stream<Found> disagreements(Scope scope, KubernetesObject ingress) {
    var key = new IndexKey.InGroup(ingress.ingressClassAsWritten(), IngressGroup.of(ingress));
    var others =
        scope.estate().refs(key).stream()
            .filter(ref -> !ref.equals(ingress.ref()))
            .sorted()
            .flatMap(ref -> scope.estate().find(ref).stream())
            .toList();
    return EXCLUSIVE.stream()
        .map(PREFIX::concat)
        .filter(ingress.annotations()::containsKey)
        .flatMap(annotation -> rival(ingress, others, annotation).stream());
  }

  private static Optional<Found> rival(
      KubernetesObject ingress, List<KubernetesObject> others, String annotation) {
    var own = ingress.annotations().get(annotation);
    return others.stream()
        .filter(other -> other.annotations().containsKey(annotation))
        .filter(other -> disagree(own, other.annotations().get(annotation)))
        .findFirst()
        .map(
            other ->
                Found.at(
                    DESCRIPTION,
                    ingress.ref(),
                    annotation,
                    "metadata.annotations[%s]".formatted(annotation),
                    "%s is %s here and %s in %s of the same IngressGroup %s: nothing of the group is reconciled"
                        .formatted(
                            annotation,
                            own,
                            other.annotations().get(annotation),
                            other.ref(),
                            IngressGroup.of(ingress)),
                    "Say it in one member only, or the same in all."));
  }

  // Lists are compared as sets, and attributes (key=value) where both name the key.
  private static boolean disagree(String one, String other) {
    if (!one.contains("=") || !other.contains("=")) {
      return !parts(one).equals(parts(other));
    }
    var named = new HashMap<String, String>();
    parts(one).forEach(part -> named.put(key(part), part));
    return parts(other).stream()
        .anyMatch(part -> !part.equals(named.getOrDefault(key(part), part)));
  }

  private static Set<String> parts(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  private static String key(String part) {
    return part.contains("=") ? part.substring(0, part.indexOf('=')) : part;
  }
}
