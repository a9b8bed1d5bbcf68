package dev.routeguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyBookTest {
  private final PolicyFiles files = new PolicyFiles();
  private final Estate estate =
      Manifests.estate(
          Manifests.CLASSES,
          Manifests.service("shop", "web", 1, 0),
          Manifests.ingress("shop", "shop", "shop.example.com", "/=web"));
  private final Change change =
      Manifests.apply(
          estate, Manifests.ingress("shop", "shop", "shop.example.com", "/=web", "/x=web"));

  private CompiledPolicy cluster(String match) {
    return files.policy(
        """
        {kind: ClusterRoutePolicy, metadata: {name: p},
         spec: {match: {%s}, checks: [{name: route-lost}]}}
        """
            .formatted(match));
  }

  private List<CompiledPolicy> matching(String match) {
    return PolicyBook.of(List.of(cluster(match))).matching(change, estate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kinds: [Service, Ingress]",
        "namespaces: [shop]",
        "namespaceSelector: {matchLabels: {team: shop}}",
        "namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [shop, x]}]}",
        "namespaceSelector: {matchExpressions: [{key: nope, operator: DoesNotExist}]}",
        "hosts: [shop.example.com]",
        "hosts: [\"*.example.com\"]",
        "classes: [nginx]",
        "operations: [UPDATE, DELETE]",
        "excludeActors: {users: [bob], groups: [ops]}"
      })
  void governs_what_is_meant(String match) {
    assertThat(matching(match)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds: [Gateway]",
        "namespaces: [other]",
        "namespaceSelector: {matchLabels: {team: other}}",
        "namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [shop]}]}",
        "namespaceSelector: {matchExpressions: [{key: nope, operator: Exists}]}",
        "hosts: [example.com]",
        "hosts: [\"*.shop.example.com\"]",
        "classes: [traefik]",
        "operations: [CREATE]",
        "excludeActors: {users: [alice]}",
        "excludeActors: {groups: [dev]}",
        "namespaces: [shop], hosts: [other.example.com]"
      })
  void leaves_alone_what_is_not_meant(String match) {
    assertThat(matching(match)).isEmpty();
  }

  @Test
  void a_namespaced_policy_governs_its_own_namespace_only() {
    var book = PolicyBook.of(List.of(namespaced("shop"), namespaced("other")));
    assertThat(book.matching(change, estate))
        .extracting(policy -> policy.id().namespace())
        .containsExactly("shop");
    var cluster = Manifests.delete(estate, new ObjectRef(Kind.INGRESS_CLASS, "", "nginx"));
    assertThat(book.concerning(cluster)).isEmpty();
  }

  private CompiledPolicy namespaced(String namespace) {
    return files.policy(
        "{kind: RoutePolicy, metadata: {name: p, namespace: %s}, spec: {checks: [{name: route-lost}]}}"
            .formatted(namespace));
  }

  @Test
  void somebody_unknown_is_nobody_that_is_left_out() {
    var landed = Manifests.landed(change);
    assertThat(landed.actor()).isEqualTo(Actor.UNKNOWN);
    var book = PolicyBook.of(List.of(cluster("excludeActors: {users: [alice]}")));
    assertThat(book.matching(landed, estate)).hasSize(1);
  }

  @Test
  void a_book_never_changes_and_the_next_one_has_the_newer_policy() {
    var first = PolicyBook.of(List.of(cluster("")));
    var newer = cluster("").withMode(Mode.DENY);
    var second = first.with(newer);
    assertThat(first.policies()).extracting(CompiledPolicy::mode).containsExactly(Mode.AUDIT);
    assertThat(second.policies()).extracting(CompiledPolicy::mode).containsExactly(Mode.DENY);
    assertThat(second.without(newer.id()).isEmpty()).isTrue();
  }
}
