package dev.routeguard.estate;

import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstateTest {
  private static final ObjectRef SHOP = new ObjectRef(Kind.INGRESS, "shop", "shop");

  private final KubernetesObject shop =
      ingress("shop", "shop.example.com").path("Prefix", "/", "web").object();
  private final Estate empty = Estate.empty(EstateSettings.defaults());

  @Test
  void the_estate_before_a_change_stays_as_it_was() {
    var after = empty.with(shop);

    assertThat(empty.find(SHOP)).isEmpty();
    assertThat(after.find(SHOP)).contains(shop);
    assertThat(after.without(SHOP).find(SHOP)).isEmpty();
  }

  @Test
  void routes_are_found_by_the_service_they_name_until_they_no_longer_do() {
    var moved = ingress("shop", "shop.example.com").path("Prefix", "/", "other").object();

    assertThat(empty.with(shop).routesNaming("shop", "web")).containsExactly(SHOP);
    assertThat(empty.with(shop).with(moved).routesNaming("shop", "web")).isEmpty();
    assertThat(empty.with(shop).with(moved).routesNaming("shop", "other")).containsExactly(SHOP);
  }

  @Test
  void a_class_has_an_address_as_long_as_one_of_its_ingresses_shows_it() {
    var one = shown("one", "192.0.2.1");
    var two = shown("two", "192.0.2.1");
    var moved = shown("two", "192.0.2.2");
    var both = empty.with(one).with(two);

    assertThat(both.addressesOfClass("nginx")).containsExactly("192.0.2.1");
    assertThat(both.with(moved).addressesOfClass("nginx"))
        .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    assertThat(both.without(one.ref()).addressesOfClass("nginx")).containsExactly("192.0.2.1");
    assertThat(both.without(one.ref()).with(moved).addressesOfClass("nginx"))
        .containsExactly("192.0.2.2");
    assertThat(both.without(one.ref()).without(two.ref()).addressesOfClass("nginx")).isEmpty();
    assertThat(both.addressesOfClass("other")).isEmpty();
  }

  private static KubernetesObject shown(String name, String address) {
    return Manifests.object(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s, namespace: shop}
        spec: {ingressClassName: nginx}
        status: {loadBalancer: {ingress: [{ip: %s}]}}
        """
            .formatted(name, address));
  }

  @Test
  void slices_are_found_by_the_service_name_they_carry() {
    var estate = empty.with(service("shop", "web")).with(slice("shop", "web", 2, 1));

    assertThat(estate.slicesOf("shop", "web")).hasSize(1);
    assertThat(estate.slicesOf("shop", "other")).isEmpty();
    assertThat(estate.service("shop", "web")).isPresent();
  }

  @Test
  void what_changed_is_known_along_the_steps_and_by_comparison() {
    var before = empty.with(service("shop", "web"));
    var after = before.with(shop).with(slice("shop", "web", 1, 0));
    var built = empty.with(slice("shop", "web", 1, 0)).with(shop).with(service("shop", "web"));

    var slice = new ObjectRef(Kind.ENDPOINT_SLICE, "shop", "web-1");
    assertThat(after.changedSince(before)).containsExactlyInAnyOrder(SHOP, slice);
    assertThat(built.changedSince(after)).isEmpty();
    assertThat(built.changedSince(before)).containsExactlyInAnyOrder(SHOP, slice);
    assertThat(before.changedSince(after)).containsExactlyInAnyOrder(SHOP, slice);
  }

  @Test
  void a_change_taken_back_is_no_change() {
    var before = empty.with(shop);

    assertThat(before.without(SHOP).with(shop).changedSince(before)).isEmpty();
  }

  @Test
  void several_changes_are_one_step() {
    var change = Change.between(null, shop, Actor.UNKNOWN, Origin.FILE, Manifests.NOW);
    var removal = Change.between(shop, null, Actor.UNKNOWN, Origin.FILE, Manifests.NOW);

    assertThat(empty.with(List.of(change)).find(SHOP)).isPresent();
    assertThat(empty.with(List.of(change, removal)).changedSince(empty)).isEmpty();
  }
}
