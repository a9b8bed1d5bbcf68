package dev.routeguard.check;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.estate;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTakenOverTest {
  private final Estate estate =
      estate(
          CLASSES,
          service("shop", "web", 2, 0),
          service("shop", "pay", 3, 0),
          service("other", "mine", 1, 0),
          ingress("shop", "shop", "shop.example.com", "/=web", "/pay=pay"));

  @Test
  void carving_out_of_another_namespaces_route_takes_its_traffic() {
    var found = find(apply(estate, ingress("other", "grab", "shop.example.com", "/pay/card=mine")));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(found.get(0).message())
        .isEqualTo(
            "Ingress/other/grab takes shop.example.com/pay/card from Ingress/shop/shop"
                + " (was pay:8080, 3 ready endpoints; now other/mine:8080, 1 ready endpoint)");
    assertThat(found.get(0).witness()).contains("shop.example.com/pay/card");
  }

  @Test
  void carving_out_of_ones_own_namespaces_route_is_normal_work() {
    assertThat(find(apply(estate, ingress("shop", "cards", "shop.example.com", "/pay/card=web"))))
        .isEmpty();
  }

  @Test
  void an_older_object_with_an_equal_match_takes_the_traffic() {
    var older =
        ingress("other", "old", "shop.example.com", "/pay=mine")
            .replace(
                "namespace: other,",
                "namespace: other, creationTimestamp: \"2020-01-01T00:00:00Z\",");
    assertThat(find(apply(estate, older)))
        .extracting(Finding::subject)
        .containsExactly("shop.example.com/pay");
  }

  @Test
  void a_younger_object_with_an_equal_match_takes_nothing() {
    var younger =
        ingress("other", "new", "shop.example.com", "/pay=mine")
            .replace(
                "namespace: other,",
                "namespace: other, creationTimestamp: \"2027-01-01T00:00:00Z\",");
    assertThat(find(apply(estate, younger))).isEmpty();
  }

  @Test
  void a_match_given_up_in_the_same_change_is_not_taken() {
    var given = apply(estate, ingress("shop", "shop", "shop.example.com", "/=web"));
    var taken = apply(estate, ingress("shop", "pay", "shop.example.com", "/pay=web"));
    assertThat(find(given, taken)).isEmpty();
  }

  private List<Finding> find(Change... changes) {
    return Asked.of(new RouteTakenOver(), estate, changes).stream().map(Weighed::finding).toList();
  }
}
