package dev.routeguard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.watch.EstateEvent.Changed;
import dev.routeguard.watch.EstateEvent.KindGone;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One order for everything the informers show. */
class EstateFeedTest {
  private static final ObjectRef WEB = new ObjectRef(Kind.SERVICE, "shop", "web");
  private static final ObjectRef ROUTE = new ObjectRef(Kind.HTTP_ROUTE, "shop", "front");

  private final EstateFeed feed =
      new EstateFeed(Map.of(), Clock.systemUTC(), Runnable::run, () -> {});
  private final List<EstateEvent> seen = new ArrayList<>();

  private static Map<String, Object> document(
      String apiVersion, ObjectRef ref, String uid, String version) {
    return Map.of(
        "apiVersion",
        apiVersion,
        "kind",
        ref.kind().kindName(),
        "metadata",
        Map.of(
            "name",
            ref.name(),
            "namespace",
            ref.namespace(),
            "uid",
            uid,
            "resourceVersion",
            version));
  }

  private static Map<String, Object> web(String uid, String version) {
    return document("v1", WEB, uid, version);
  }

  private void listen() {
    feed.subscribe(
        new EstateListener() {
          @Override
          public void startingFrom(Estate estate) {}

          @Override
          public void seen(EstateEvent event) {
            seen.add(event);
          }
        });
  }

  @Test
  void nothing_is_missing_before_everything_was_listed() {
    assertThat(feed.isSynced()).isFalse();
    for (var kind : Kind.values()) {
      feed.listed(kind);
    }
    assertThat(feed.isSynced()).isTrue();
  }

  @Test
  void kind_that_is_not_served_is_not_waited_for() {
    for (var kind : Kind.values()) {
      if (kind.group().startsWith("gateway")) {
        feed.gone(kind);
      } else {
        feed.listed(kind);
      }
    }
    assertThat(feed.isSynced()).isTrue();
  }

  @Test
  void what_an_api_server_that_lags_behind_shows_is_no_news() {
    feed.put(web("u1", "100"));
    listen();

    feed.put(web("u1", "99"));
    feed.put(web("u1", "100"));

    assertThat(seen).isEmpty();
    assertThat(feed.estate().find(WEB).orElseThrow().resourceVersion()).isEqualTo("100");
  }

  @Test
  void object_made_anew_under_its_name_is_news_whatever_its_version() {
    feed.put(web("u1", "100"));
    listen();

    feed.put(web("u2", "9"));

    assertThat(seen).hasSize(1);
  }

  @Test
  void listener_gets_before_and_after() {
    feed.put(web("u1", "100"));
    listen();

    feed.put(web("u1", "101"));
    feed.remove(WEB);

    assertThat(seen).hasSize(2).allMatch(Changed.class::isInstance);
    assertThat(((Changed) seen.get(0)).before().resourceVersion()).isEqualTo("100");
    assertThat(((Changed) seen.get(1)).after()).isNull();
  }

  @Test
  void kind_that_is_served_no_longer_takes_its_objects_along_without_a_deletion() {
    feed.expected(Kind.HTTP_ROUTE);
    feed.put(document("gateway.networking.k8s.io/v1", ROUTE, "u1", "100"));
    listen();

    feed.gone(Kind.HTTP_ROUTE);

    assertThat(feed.estate().find(ROUTE)).isEmpty();
    assertThat(seen).singleElement().isInstanceOf(KindGone.class);
  }

  @Test
  void object_that_cannot_be_read_does_not_stop_the_feed() {
    feed.put(Map.of("kind", "Service"));
    feed.put(web("u1", "1"));

    assertThat(feed.estate().find(WEB)).isPresent();
  }

  @Test
  void fault_of_one_listener_is_not_the_others() {
    feed.subscribe(
        new EstateListener() {
          @Override
          public void startingFrom(Estate estate) {}

          @Override
          public void seen(EstateEvent event) {
            throw new IllegalStateException("on purpose");
          }
        });
    listen();

    feed.put(web("u1", "1"));

    assertThat(seen).hasSize(1);
  }
}
