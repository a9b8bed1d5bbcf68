package dev.routeguard.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Kinds that come and go while the watch runs. */
class EstateWatchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void gateway_api_that_comes_is_watched_and_that_goes_deletes_no_route() throws Exception {
    // A control plane of its own: the CRDs of the shared one belong to all tests.
    try (var plane = ControlPlane.start();
        var feed = new EstateFeed(Map.of(), Clock.systemUTC());
        var watch = new EstateWatch(plane.adminClient(), feed, Duration.ofMillis(200), Set.of())) {
      var seen = seenBy(feed);
      watch.start();
      await().atMost(PATIENCE).until(feed::isSynced);
      assertThat(feed.estate().settings().unserved()).contains(Kind.HTTP_ROUTE, Kind.GATEWAY);

      plane.installGatewayApi();
      var namespace = plane.newNamespace("shop");
      var route = new ObjectRef(Kind.HTTP_ROUTE, namespace, "front");
      makeRoute(plane, namespace);
      await().atMost(PATIENCE).until(() -> feed.estate().find(route).isPresent());

      plane.removeGatewayApi();
      await()
          .atMost(PATIENCE)
          .until(() -> feed.estate().settings().unserved().contains(Kind.HTTP_ROUTE));
      assertThat(feed.estate().find(route)).isEmpty();
      assertThat(seen).noneMatch(event -> isDeletion(event, route));
    }
  }

  @Test
  void certificates_are_known_only_where_reading_them_was_granted() throws Exception {
    try (var plane = ControlPlane.start();
        var feed = new EstateFeed(Map.of(), Clock.systemUTC());
        var without = new EstateFeed(Map.of(), Clock.systemUTC());
        var reading =
            new EstateWatch(
                plane.adminClient(), feed, Duration.ofMillis(200), Set.of(Kind.SECRET));
        var watch =
            new EstateWatch(plane.adminClient(), without, Duration.ofMillis(200), Set.of())) {
      var namespace = plane.newNamespace("certs");
      makeSecrets(plane, namespace);
      reading.start();
      watch.start();
      await().atMost(PATIENCE).until(() -> !feed.estate().isUnknown(Kind.SECRET));
      await().atMost(PATIENCE).until(without::isSynced);
      assertThat(feed.estate().find(new ObjectRef(Kind.SECRET, namespace, "tls")))
          .hasValueSatisfying(
              found -> assertThat(found.document().toString()).doesNotContain("a2V5"));
      assertThat(feed.estate().find(new ObjectRef(Kind.SECRET, namespace, "other"))).isEmpty();
      assertThat(without.estate().isUnknown(Kind.SECRET)).isTrue();
      assertThat(without.estate().all(Kind.SECRET)).isEmpty();
    }
  }

  private static void makeSecrets(ControlPlane plane, String namespace) {
    var secret =
        """
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: %s, namespace: %s}, type: %s,
         data: {tls.crt: Y3J0, tls.key: a2V5}}
        """;
    create(plane, secret.formatted("tls", namespace, "kubernetes.io/tls"));
    create(plane, secret.formatted("other", namespace, "Opaque"));
  }

  private static boolean isDeletion(EstateEvent event, ObjectRef ref) {
    return event instanceof EstateEvent.Changed changed
        && changed.ref().equals(ref)
        && changed.after() == null;
  }

  private static List<EstateEvent> seenBy(EstateFeed feed) {
    var seen = new CopyOnWriteArrayList<EstateEvent>();
    feed.subscribe(
        new EstateListener() {
          @Override
          public void startingFrom(Estate estate) {}

          @Override
          public void seen(EstateEvent event) {
            seen.add(event);
          }
        });
    return seen;
  }

  private static void makeRoute(ControlPlane plane, String namespace) {
    var text =
        """
        ---
        {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute,
         metadata: {name: front, namespace: %s}, spec: {hostnames: [shop.example.com]}}
        """
            .formatted(namespace);
    create(plane, text);
  }

  private static void create(ControlPlane plane, String text) {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    plane
        .adminClient()
        .load(in)
        .items()
        .forEach(item -> plane.adminClient().resource(item).create());
  }
}
