package dev.routeguard.routing;

import static dev.routeguard.routing.GatewayWorld.ENTRY;
import static dev.routeguard.routing.GatewayWorld.listener;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules that Contour leaves out as a whole, and how far that reaches. */
class ContourGatewayTest {
  private static final String HTTP = listener("http", 80, "HTTP", "");
  private static final List<String> HOSTS =
      List.of("a.example.com", "b.example.com", "c.example.com", "d.example.com");
  private static final List<String> PATHS = List.of("/x", "/y", "/z");

  private static KubernetesObject route(int age, List<String> hosts, List<List<String>> rules) {
    var written =
        rules.stream()
            .map(
                paths ->
                    "{matches: [%s], backendRefs: [{name: %s, port: 80}]}"
                        .formatted(
                            paths.stream()
                                .map("{path: {type: Exact, value: %s}}"::formatted)
                                .collect(Collectors.joining(", ")),
                            age % 2 == 0 ? "web" : "other"))
            .collect(Collectors.joining(", "));
    return Manifests.object(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: r%1$d, namespace: shop, creationTimestamp: "2025-01-%2$02dT00:00:00Z"}
        spec: {parentRefs: [{name: public, namespace: edge}], hostnames: [%3$s], rules: [%4$s]}
        """
            .formatted(age, age + 1, String.join(", ", hosts), written));
  }

  private static Estate estate(KubernetesObject... routes) {
    return GatewayWorld.with("contour", HTTP, routes);
  }

  private static Outcome answer(RouteTables tables, String host, String path) {
    return tables.answer(ENTRY, Request.get(Scheme.HTTP, host, path));
  }

  @Test
  void a_rule_that_conflicts_on_one_of_its_hosts_is_left_out_on_all_of_them() {
    var old = route(0, List.of(HOSTS.get(0)), List.of(List.of("/x")));
    var young = route(1, HOSTS.subList(0, 2), List.of(List.of("/x", "/y"), List.of("/z")));
    var tables = RouteTables.of(estate(old, young));

    assertThat(answer(tables, HOSTS.get(1), "/x").isServed()).isFalse();
    assertThat(answer(tables, HOSTS.get(1), "/y").isServed()).isFalse();
    assertThat(answer(tables, HOSTS.get(1), "/z").isServed()).isTrue();
  }

  @Test
  void what_is_left_out_itself_hides_nothing() {
    var oldest = route(0, List.of(HOSTS.get(0)), List.of(List.of("/x")));
    var middle = route(1, HOSTS.subList(0, 2), List.of(List.of("/x")));
    var youngest = route(2, HOSTS.subList(1, 3), List.of(List.of("/x")));
    var tables = RouteTables.of(estate(oldest, middle, youngest));

    assertThat(answer(tables, HOSTS.get(1), "/x").inWords()).isEqualTo("shop/web:80");
    assertThat(answer(tables, HOSTS.get(2), "/x").inWords()).isEqualTo("shop/web:80");
  }

  @Test
  void a_change_shows_on_hosts_that_only_other_routes_have() {
    var oldest = route(0, List.of(HOSTS.get(0)), List.of(List.of("/x")));
    var middle = route(1, HOSTS.subList(0, 2), List.of(List.of("/x")));
    var youngest = route(2, HOSTS.subList(1, 3), List.of(List.of("/x")));
    var before = estate(oldest, middle, youngest);

    var diff = RouteDiff.between(before, before.without(oldest.ref()));

    assertThat(diff.deltas())
        .extracting(delta -> delta.type() + " " + delta.match().host())
        .contains("LOST c.example.com", "MOVED b.example.com");
  }

  @Test
  void no_difference_is_missed_and_every_witness_differs() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var before = estate(routes(random, 6));
      var ref = routes(random, 6)[random.nextInt(6)];
      var after = random.nextInt(3) == 0 ? before.without(ref.ref()) : before.with(ref);
      var old = RouteTables.of(before);
      var now = RouteTables.of(after);
      var deltas = RouteDiff.between(old, now).deltas();
      for (String host : HOSTS) {
        for (String path : PATHS) {
          if (!Answers.same(answer(old, host, path), answer(now, host, path))) {
            assertThat(deltas)
                .as("seed %d: %s%s", seed, host, path)
                .anyMatch(
                    delta ->
                        delta.match().host().equals(host) && delta.match().path().equals(path));
          }
        }
      }
      for (RouteDelta delta : deltas) {
        assertThat(
                Answers.same(
                    old.answer(ENTRY, delta.witness()), now.answer(ENTRY, delta.witness())))
            .as("seed %d: %s", seed, delta)
            .isFalse();
      }
    }
  }

  private static KubernetesObject[] routes(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(age -> route(age, some(random, HOSTS), rules(random)))
        .toArray(KubernetesObject[]::new);
  }

  private static List<List<String>> rules(Random random) {
    return IntStream.range(0, 1 + random.nextInt(2)).mapToObj(i -> some(random, PATHS)).toList();
  }

  private static List<String> some(Random random, List<String> of) {
    var left = new ArrayList<>(of);
    var found = new ArrayList<String>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      found.add(left.remove(random.nextInt(left.size())));
    }
    return found;
  }
}
