package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.IngressGroup;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * X19. Members of an IngressGroup share one load balancer, and each can put rules before the
 * others'; AWS Load Balancer Controller docs, group.name, "Security Risk".
 */
public final class GroupJoined implements ChangeCheck {
  static final String NAME = "group-joined";
  private static final String ALLOWED = "allowed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X19",
          NAME,
          "IngressGroup joined from a new namespace",
          Severity.HIGH,
          "An Ingress joins a group whose members are all in other namespaces.",
          List.of(
              ParameterSpec.lists(
                  ALLOWED, "Namespaces by group that may join it, such as edge: [shop, blog].")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var allowed = parameters.lists(ALLOWED);
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.INGRESS && change.after() != null)
        .filter(GroupJoined::joins)
        .filter(
            change ->
                !allowed
                    .getOrDefault(group(change.after()), List.of())
                    .contains(change.ref().namespace()))
        .flatMap(change -> found(situation.before().estate(), change).stream())
        .toList();
  }

  private static String group(KubernetesObject ingress) {
    return IngressGroup.of(ingress);
  }

  private static boolean joins(Change change) {
    var now = change.after() == null ? "" : group(change.after());
    return !now.isEmpty() && (change.before() == null || !group(change.before()).equals(now));
  }

  private static Optional<Found> found(Estate before, Change change) {
    var ingress = change.subject();
    var key = new IndexKey.InGroup(ingress.ingressClassAsWritten(), group(ingress));
    Set<String> namespaces =
        before.refs(key).stream()
            .filter(ref -> !ref.equals(change.ref()))
            .map(ref -> ref.namespace())
            .collect(Collectors.toCollection(TreeSet::new));
    return namespaces.isEmpty() || namespaces.contains(change.ref().namespace())
        ? Optional.empty()
        : Optional.of(
            Found.at(
                DESCRIPTION,
                change.ref(),
                group(ingress),
                "metadata.annotations[alb.ingress.kubernetes.io/group.name]",
                "%s joins IngressGroup %s, whose members are all of %s: it can put rules before theirs on the same load balancer"
                    .formatted(change.ref(), group(ingress), String.join(", ", namespaces)),
                "Use a group of your own, or have the namespace allowed for this one."));
  }
}
