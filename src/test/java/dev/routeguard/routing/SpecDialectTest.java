package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.estate;
import static dev.routeguard.estate.Manifests.ingress;
import static dev.routeguard.estate.Manifests.ingressClass;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.EstateSettings;
import org.junit.jupiter.api.Test;

class SpecDialectTest {
  private static final Request ROOT = Request.get(Scheme.HTTP, "a.example.com", "/");

  @Test
  void two_objects_with_one_host_and_path_leave_the_winner_open() {
    var tables =
        RouteTables.of(
            estate(
                EstateSettings.defaults(),
                ingressClass("nginx", "example.com/new-controller"),
                service("shop", "x"),
                slice("shop", "x", 1, 0),
                ingress("one", "a.example.com").path("Prefix", "/", "x").object(),
                ingress("two", "a.example.com").path("Prefix", "/", "y").object()));

    var entry = Entry.ofClass("nginx");
    assertThat(tables.answer(entry, ROOT)).isInstanceOf(Outcome.Undefined.class);
    assertThat(tables.dialectOf(entry)).isEqualTo("spec");
    assertThat(tables.dialectNote(entry)).contains("example.com/new-controller");
  }

  @Test
  void equal_claims_with_equal_answers_are_no_conflict() {
    var tables =
        RouteTables.of(
            estate(
                EstateSettings.defaults(),
                ingressClass("nginx", "example.com/new-controller"),
                ingress("one", "a.example.com").path("Prefix", "/", "x").object(),
                ingress("two", "a.example.com").path("Prefix", "/", "x").object()));

    assertThat(tables.answer(Entry.ofClass("nginx"), ROOT)).isInstanceOf(Outcome.Forward.class);
  }

  @Test
  void a_configured_dialect_goes_before_the_controller() {
    var settings = EstateSettings.withDialects(java.util.Map.of("nginx", "spec"));
    var tables = RouteTables.of(estate(settings, ingressClass("nginx", "k8s.io/ingress-nginx")));

    assertThat(tables.dialectOf(Entry.ofClass("nginx"))).isEqualTo("spec");
  }
}
