package dev.routeguard.check;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.estate;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.ingressWith;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One sentence and more for each of the rules that every check obeys. */
class RulesTest {
  private final Estate estate =
      estate(
          CLASSES,
          service("shop", "web", 2, 0),
          service("shop", "idle", 0, 1),
          ingress("shop", "shop", "shop.example.com", "/=web", "/old=gone"));

  private final Check missing = new BackendServiceMissing();

  @Test
  void what_was_wrong_before_is_standing() {
    var change =
        apply(estate, ingress("shop", "shop", "shop.example.com", "/=web", "/old=gone", "/a=web"));
    assertThat(Asked.of(missing, estate, change))
        .extracting(Weighed::novelty)
        .containsExactly(Novelty.STANDING);
  }

  @Test
  void reordering_adds_nothing() {
    var change = apply(estate, ingress("shop", "shop", "shop.example.com", "/old=gone", "/=web"));
    assertThat(Asked.of(missing, estate, change))
        .extracting(Weighed::novelty)
        .containsExactly(Novelty.STANDING);
  }

  @Test
  void a_new_path_on_an_object_with_old_findings_is_judged_by_itself() {
    var change =
        apply(estate, ingress("shop", "shop", "shop.example.com", "/=web", "/old=gone", "/n=gone"));
    assertThat(Asked.of(missing, estate, change))
        .extracting(Weighed::novelty)
        .containsExactlyInAnyOrder(Novelty.STANDING, Novelty.ADDED);
  }

  @Test
  void a_finding_that_moves_with_its_match_to_another_object_is_old() {
    var left = apply(estate, ingress("shop", "shop", "shop.example.com", "/=web"));
    var arrived = apply(estate, ingress("shop", "rest", "shop.example.com", "/old=gone"));
    assertThat(Asked.of(missing, estate, left, arrived))
        .extracting(Weighed::novelty)
        .containsExactly(Novelty.STANDING);
  }

  @Test
  void repair_is_free() {
    var change = apply(estate, ingress("shop", "shop", "shop.example.com", "/=web", "/old=web"));
    assertThat(Asked.of(missing, estate, change)).isEmpty();
  }

  @Test
  void several_objects_are_judged_as_a_whole() {
    var route = apply(estate, ingress("shop", "new", "new.example.com", "/=fresh"));
    var backend = apply(estate, service("shop", "fresh", 0, 0).split("---")[0]);
    assertThat(Asked.of(missing, estate, route, backend))
        .filteredOn(weighed -> weighed.novelty() == Novelty.ADDED)
        .isEmpty();
    assertThat(Asked.of(missing, estate, route)).hasSize(1);
  }

  @Test
  void bookkeeping_annotations_yield_nothing() {
    var text =
        ingressWith(
            "shop",
            "shop",
            "meta.helm.sh/release-name: shop, cert-manager.io/issuer: le",
            "",
            "shop.example.com",
            "/=web",
            "/old=gone");
    var change = apply(estate, text);
    assertThat(Situation.of(List.of(change), estate).diff().isEmpty()).isTrue();
    for (var check : Catalogue.builtIn().all()) {
      assertThat(Asked.of(check, estate, change))
          .filteredOn(weighed -> weighed.novelty() == Novelty.ADDED)
          .isEmpty();
    }
  }

  @Test
  void acme_solvers_come_and_go_unnoticed() {
    var solver =
        ingress("shop", "cm-acme", "shop.example.com", "/.well-known/acme-challenge/x=cm-acme")
            .replace("annotations: {}", "labels: {acme.cert-manager.io/http01-solver: \"true\"}");
    var created = apply(estate, solver);
    assertThat(added(missing, estate, created)).isEmpty();
    var running = estate.with(created).with(Manifests.object(service("shop", "cm-acme", 1, 0)));
    var gone = delete(running, new ObjectRef(Kind.INGRESS, "shop", "cm-acme"));
    assertThat(added(new RouteLost(), running, gone)).isEmpty();
  }

  @Test
  void the_solver_label_on_other_paths_exempts_nothing() {
    var pretender =
        ingress("shop", "x", "x.example.com", "/.well-known/acme-challenge/x=no", "/=no")
            .replace("annotations: {}", "labels: {acme.cert-manager.io/http01-solver: \"true\"}");
    assertThat(added(missing, estate, apply(estate, pretender))).hasSize(2);
  }

  @Test
  void a_first_install_only_warns() {
    var change = apply(estate, ingress("shop", "new", "new.example.com", "/=fresh", "/b=idle"));
    assertThat(added(missing, estate, change))
        .extracting(Finding::severity)
        .containsExactly(Severity.MEDIUM);
    assertThat(added(new BackendNoReadyEndpoints(), estate, change))
        .extracting(Finding::severity)
        .containsExactly(Severity.MEDIUM);
  }

  @Test
  void a_service_that_appears_without_endpoints_is_not_held_against_its_author() {
    var change = apply(estate, service("shop", "gone", 0, 0).split("---")[0]);
    assertThat(added(new BackendNoReadyEndpoints(), estate, change))
        .extracting(Finding::severity)
        .containsExactly(Severity.LOW);
  }

  @Test
  void a_new_path_below_a_served_one_is_no_first_install() {
    var change =
        apply(
            estate,
            ingress("shop", "shop", "shop.example.com", "/=web", "/old=gone", "/new=fresh"));
    assertThat(added(missing, estate, change))
        .extracting(Finding::severity)
        .containsExactly(Severity.HIGH);
  }

  @Test
  void what_the_endpoint_controller_writes_is_a_fact() {
    var slice =
        """
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice,
         metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web%s}},
         addressType: IPv4, ports: [{name: http, port: 8080}], endpoints: [%s]}
        """;
    var mark = ", endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io";
    var managed = estate.with(Manifests.object(slice.formatted(mark, "{addresses: [10.0.0.1]}")));
    var byController = apply(managed, slice.formatted(mark, ""));
    assertThat(Asked.of(new BackendNoReadyEndpoints(), managed, byController))
        .extracting(Weighed::novelty)
        .contains(Novelty.FACT)
        .doesNotContain(Novelty.ADDED);
    var byHand = apply(estate, slice.formatted("", ""));
    assertThat(Asked.of(new BackendNoReadyEndpoints(), estate, byHand))
        .extracting(Weighed::novelty)
        .contains(Novelty.ADDED);
  }

  @Test
  void the_audit_finds_what_stands_without_any_change() {
    var ref = new ObjectRef(Kind.INGRESS, "shop", "shop");
    var scope = new Scope(dev.routeguard.routing.RouteTables.of(estate), java.util.Set.of(ref));
    assertThat(Rules.standing(ConfiguredCheck.standard(missing), scope))
        .extracting(Finding::subject)
        .containsExactly("shop.example.com/old -> shop/gone:8080");
  }

  @Test
  void what_the_change_says_was_there_wins_over_an_estate_that_lags_behind() {
    var stale = estate.without(new ObjectRef(Kind.INGRESS, "shop", "shop"));
    var change = apply(estate, ingress("shop", "shop", "shop.example.com", "/=web"));
    assertThat(Situation.of(List.of(change), stale).before().estate().find(change.ref()))
        .isPresent();
  }

  private static List<Finding> added(
      Check check, Estate estate, dev.routeguard.estate.Change change) {
    return Asked.of(check, estate, change).stream()
        .filter(weighed -> weighed.novelty() == Novelty.ADDED)
        .map(Weighed::finding)
        .toList();
  }
}
