package dev.routeguard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.files.GivenEstates;
import dev.routeguard.files.Manifests;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final String TWO_INGRESSES =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: young, namespace: a, creationTimestamp: "2026-02-01T00:00:00Z"}
      spec:
        ingressClassName: c
        rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: young, port: {number: 80}}}}]}}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: old, namespace: z, creationTimestamp: "2026-01-01T00:00:00Z"}
      spec:
        ingressClassName: c
        rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: old, port: {number: 80}}}}]}}]
      """;

  @Test
  void an_object_whose_paths_an_older_one_has_is_left_out() {
    var traces = Trace.of(tables("ingress-nginx"), Request.get(Scheme.HTTP, "a.example", "/"));

    assertThat(traces).hasSize(1);
    assertThat(traces.get(0).leftOut())
        .extracting(Object::toString)
        .containsExactly("Ingress/a/young");
  }

  @Test
  void of_equal_matches_the_older_object_wins_and_the_loser_is_told_so() {
    var routes =
        List.of("young 2026-02-01", "old 2026-01-01").stream()
            .map(route -> route.split(" "))
            .map(route -> ROUTE.formatted(route[0], route[1], route[0]))
            .collect(Collectors.joining("---\n"));
    var tables = RouteTables.of(ESTATES.of(Manifests.parse("routes.yaml", routes)));

    var trace = Trace.of(tables, Request.get(Scheme.HTTP, "a.example", "/")).get(0);

    assertThat(trace.considered())
        .extracting(Trace.Loser::why)
        .containsExactly("HTTPRoute/a/old is older");
  }

  @Test
  void where_the_api_leaves_the_winner_open_nobody_is_said_to_win() {
    var trace = Trace.of(tables("spec"), Request.get(Scheme.HTTP, "a.example", "/")).get(0);

    assertThat(trace.explanation().winner()).isNull();
    assertThat(trace.considered())
        .hasSize(2)
        .extracting(Trace.Loser::why)
        .containsOnly("who wins is left open");
  }

  @Test
  void where_nobody_claims_the_host_every_entry_answers() {
    var trace = Trace.of(tables("spec"), Request.get(Scheme.HTTP, "b.example", "/")).get(0);

    assertThat(trace.explanation().outcome()).isInstanceOf(Outcome.Status.class);
    assertThat(trace.passedOver()).isEmpty();
  }

  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: %s, namespace: a, creationTimestamp: "%sT00:00:00Z"}
      spec:
        parentRefs: [{name: edge}]
        hostnames: [a.example]
        rules: [{backendRefs: [{name: %s, port: 80}]}]
      """;

  private static final GivenEstates ESTATES =
      new GivenEstates(Map.of(), Instant.EPOCH, words -> {});

  private static RouteTables tables(String dialect) {
    var estates = new GivenEstates(Map.of("c", dialect), Instant.EPOCH, words -> {});
    return RouteTables.of(estates.of(Manifests.parse("two.yaml", TWO_INGRESSES)));
  }
}
