package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.fallback;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SkipperTest {
  private static final String KEY = "zalando.org/";

  private final Scene skipper = new Scene("skipper");

  @Test
  void two_expressions_that_match_leave_the_winner_open() {
    var shop =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/", "web")
            .path("ImplementationSpecific", "/pay", "pay")
            .object();

    assertThat(skipper.answer("/", shop)).isEqualTo("shop/web:80");
    assertThat(skipper.answer("/pay", shop)).isEqualTo("undefined");
  }

  @Test
  void paths_of_the_tree_go_first_and_the_more_specific_wins() {
    var shop =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/", "empty")
            .path("Prefix", "/pay", "pay")
            .path("Exact", "/pay", "web")
            .object();

    assertThat(skipper.answer("/pay", shop)).isEqualTo("shop/web:80");
    assertThat(skipper.answer("/pay/x", shop)).isEqualTo("shop/pay:80");
    assertThat(skipper.answer("/payment", shop)).isEqualTo("502");
  }

  @Test
  void a_missing_service_makes_no_route_and_a_host_never_goes_on_to_the_default_backend() {
    var shop = ingress("a", HOST).path("Prefix", "/pay", "gone").path("Prefix", "/x", "web");

    assertThat(skipper.answer("/pay", shop.object(), fallback("d", "web"))).isEqualTo("404");
    assertThat(skipper.host("other.example.org", shop.object(), fallback("d", "web")))
        .isEqualTo("shop/web:80");
  }

  @Test
  void weights_split_paths_that_are_written_alike() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .path("Prefix", "/", "pay")
            .annotation(KEY + "backend-weights", "{\"web\": 20, \"pay\": 60}")
            .object();

    assertThat(skipper.answer("/", shop)).isEqualTo("25 % shop/web:80, 75 % shop/pay:80");
  }

  @Test
  void a_condition_makes_a_route_go_first() {
    var shop = ingress("a", HOST).path("Prefix", "/", "web").object();
    var narrow =
        ingress("b", HOST)
            .path("Prefix", "/", "pay")
            .annotation(KEY + "skipper-predicate", "Header(\"X-Try\", \"yes\") && Method(\"GET\")")
            .object();
    var tried = new Request(Scheme.HTTP, HOST, 80, "GET", "/", Map.of("x-try", "yes"));

    assertThat(skipper.answer(tried, shop, narrow)).isEqualTo("shop/pay:80");
    assertThat(skipper.answer("/", shop, narrow)).isEqualTo("shop/web:80");
  }

  @Test
  void two_objects_with_one_path_leave_the_winner_open() {
    var one = ingress("a", HOST).path("Prefix", "/", "web").object();
    var two = ingress("b", HOST).path("Prefix", "/", "empty").object();

    assertThat(skipper.answer("/", one, two)).isEqualTo("undefined");
  }

  @Test
  void an_ingress_without_class_is_served() {
    var stray = ingress("a", HOST).ofClass("''").path("Prefix", "/", "web").object();

    assertThat(skipper.answer("/", stray)).isEqualTo("shop/web:80");
  }

  @Test
  void custom_routes_answer_where_they_have_more_conditions() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(
                KEY + "skipper-routes",
                "options: Method(\"OPTIONS\") -> status(204) -> <shunt>;"
                    + " old: PathRegexp(\"/old\") -> redirectTo(308, \"https://b.example/\") -> <shunt>;")
            .object();
    var options = new Request(Scheme.HTTP, HOST, 80, "OPTIONS", "/a", Map.of());

    assertThat(skipper.answer(options, shop)).isEqualTo("204");
    assertThat(skipper.answer("/a", shop)).isEqualTo("shop/web:80");
    assertThat(RouteTables.of(skipper.with(shop)).notesOn(shop.ref())).isEmpty();
  }

  @Test
  void a_redirect_by_filter_answers_in_the_backends_place_and_routes_are_noted() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(KEY + "skipper-filter", "redirectTo(302, \"https://example.org/\")")
            .annotation(KEY + "skipper-routes", "Path(\"/x\") -> <dynamic>")
            .object();
    var notes = RouteTables.of(skipper.with(shop)).notesOn(shop.ref());

    assertThat(skipper.answer("/", shop)).isEqualTo("302 to https://example.org/");
    assertThat(notes)
        .extracting(Untranslated::fieldPath)
        .contains("metadata.annotations[" + KEY + "skipper-routes]");
  }
}
