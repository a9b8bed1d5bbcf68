package dev.routeguard.check;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.estate;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteLostTest {
  private static final ObjectRef SHOP = new ObjectRef(Kind.INGRESS, "shop", "shop");

  private final Estate estate =
      estate(
          CLASSES,
          service("shop", "web", 2, 0),
          service("shop", "pay", 3, 0),
          service("shop", "gone", 0, 2),
          ingress("shop", "shop", "shop.example.com", "/=web", "/cart=web", "/pay=pay"),
          ingress("shop", "api", "api.example.com", "/v1=web", "/v2=pay"));

  @Test
  void says_what_is_lost_where_and_how_much_of_the_host_that_is() {
    var finding = only(find(apply(estate, ingress("shop", "api", "api.example.com", "/v1=web"))));
    assertThat(finding.message())
        .isEqualTo(
            "api.example.com loses /v2 (was pay:8080, 3 ready endpoints);"
                + " 1 of 2 routes on this host");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fieldPath()).isEqualTo("spec.rules[0].http.paths");
    assertThat(finding.remedy()).isEqualTo("Keep the path, or move it to another Ingress first.");
    assertThat(finding.witness()).isEqualTo("GET http://api.example.com/v2");
  }

  @Test
  void a_path_that_falls_through_to_another_backend_is_lost_less_gravely() {
    var finding =
        only(
            find(apply(estate, ingress("shop", "shop", "shop.example.com", "/=web", "/cart=web"))));
    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.message())
        .contains("loses /pay (was pay:8080, 3 ready endpoints; now web:8080, 2 ready endpoints)");
  }

  @Test
  void a_path_that_falls_through_to_the_same_backend_is_not_lost() {
    assertThat(
            find(apply(estate, ingress("shop", "shop", "shop.example.com", "/=web", "/pay=pay"))))
        .isEmpty();
  }

  @Test
  void a_misspelt_host_loses_the_host() {
    var finding =
        only(find(apply(estate, ingress("shop", "api", "api.exmple.com", "/v1=web", "/v2=pay"))));
    assertThat(finding.message()).startsWith("api.example.com loses /v1").contains("2 of 2 routes");
  }

  @Test
  void a_deleted_object_has_no_field_left_to_point_at() {
    var finding = only(find(delete(estate, new ObjectRef(Kind.INGRESS, "shop", "api"))));
    assertThat(finding.fieldPath()).isEmpty();
    assertThat(finding.remedy())
        .isEqualTo("Serve it from another Ingress first, then delete this one.");
  }

  @Test
  void a_route_that_served_nobody_is_no_loss() {
    var dead =
        estate(CLASSES, service("shop", "gone", 0, 2), ingress("shop", "a", "h.io", "/=gone"));
    var change = delete(dead, new ObjectRef(Kind.INGRESS, "shop", "a"));
    assertThat(find(dead, Map.of(), change)).isEmpty();
  }

  @Test
  void a_route_that_another_object_serves_alike_is_no_loss() {
    var twice = estate.with(Manifests.object(ingress("shop", "b", "api.example.com", "/v2=pay")));
    var change = apply(twice, ingress("shop", "api", "api.example.com", "/v1=web"));
    assertThat(find(twice, Map.of(), change)).isEmpty();
  }

  @Test
  void a_move_to_another_object_in_one_change_is_no_loss() {
    var moved = apply(estate, ingress("shop", "api", "api.example.com", "/v1=web"));
    var added = apply(estate, ingress("shop", "pay", "api.example.com", "/v2=pay"));
    assertThat(find(estate, Map.of(), moved, added)).isEmpty();
  }

  @Test
  void an_ignored_host_may_lose_routes() {
    var change = apply(estate, ingress("shop", "api", "api.example.com", "/v1=web"));
    assertThat(find(estate, Map.of("ignoreHosts", List.of("*.example.com")), change)).isEmpty();
    assertThat(find(estate, Map.of("ignoreHosts", List.of("shop.example.com")), change)).hasSize(1);
  }

  @Test
  void a_deleted_load_balancer_is_named_by_its_port() {
    var balancer =
        estate(
            service("mail", "smtp", 1, 0)
                .replace("spec: {ports", "spec: {type: LoadBalancer, ports"));
    var change = delete(balancer, new ObjectRef(Kind.SERVICE, "mail", "smtp"));
    assertThat(only(find(balancer, Map.of(), change)).message())
        .isEqualTo(
            "load balancer smtp no longer answers on port 8080"
                + " (was smtp:8080, 1 ready endpoint)");
  }

  @Test
  void the_object_that_lost_the_route_need_not_be_the_one_edited() {
    var change = delete(estate, new ObjectRef(Kind.INGRESS_CLASS, "", "nginx"));
    assertThat(find(change)).extracting(Finding::object).contains(SHOP);
  }

  private List<Finding> find(Change change) {
    return find(estate, Map.of(), change);
  }

  private static List<Finding> find(
      Estate estate, Map<String, Object> parameters, Change... changes) {
    return Asked.of(new RouteLost(), parameters, estate, changes).stream()
        .map(Weighed::finding)
        .toList();
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
