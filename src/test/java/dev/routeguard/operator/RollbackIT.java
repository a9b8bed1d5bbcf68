package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What landed past the webhook is put back once and recorded once, whatever happens to the
 * operators. Each test has a route of its own, because no route is put back more than a few times.
 */
class RollbackIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String GOOD = "storefront";
  private static final String BAD = "storefront-blue";

  private static Installation installation;
  private static Shop shop;

  @BeforeAll
  static void install() {
    installation = Installation.of(2);
    shop = installation.shop();
    try (var operator = installation.start("operator-0")) {
      shop.policy("must-serve", "Rollback", "backend-no-ready-endpoints", "weight-to-dead-backend");
      for (Moment moment : Moment.values()) {
        create(moment.route());
      }
      create("two-replicas");
      await("good states are kept").atMost(SOON).until(() -> hasRevision("two-replicas"));
      assertThat(operator.isReady()).isTrue();
    }
  }

  @AfterAll
  static void remove() {
    if (installation != null) {
      installation.close();
    }
  }

  /** When the operator is killed while it finds out what landed. */
  private enum Moment {
    STARTED {
      @Override
      boolean hasCome(OperatorProcess operator) {
        return true;
      }
    },
    LEADING {
      @Override
      boolean hasCome(OperatorProcess operator) {
        return operator.printed().endsWith("leads now\n") || RECORDED.hasCome(operator);
      }
    },
    RECORDED {
      @Override
      boolean hasCome(OperatorProcess operator) {
        return !landed(route()).isEmpty();
      }
    },
    PUT_BACK {
      @Override
      boolean hasCome(OperatorProcess operator) {
        return backend(route()).equals(GOOD);
      }
    };

    abstract boolean hasCome(OperatorProcess operator);

    String route() {
      return "killed-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void killed_at_any_moment_there_is_one_rollback_and_one_record(Moment moment) {
    retarget(moment.route(), BAD);

    var victim = installation.launch("operator-0");
    await("the moment " + moment)
        .atMost(SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> moment.hasCome(victim));
    victim.kill();
    try (var operator = installation.launch("operator-0")) {
      assertPutBackOnce(moment.route());
      assertThat(operator.awaitReady().isReady()).isTrue();
    }
  }

  @Test
  void two_replicas_roll_back_once_and_record_each_change_once() {
    retarget("two-replicas", BAD);

    try (var one = installation.launch("operator-0");
        var two = installation.launch("operator-1")) {
      assertPutBackOnce("two-replicas");
      one.awaitReady();
      two.awaitReady();
      for (int edit = 1; edit <= 6; edit++) {
        int count = edit;
        reweigh("two-replicas", edit);
        await("record " + edit)
            .atMost(SOON)
            .until(() -> landed("two-replicas").size() == count + 1);
      }
      assertThat(landed("two-replicas"))
          .filteredOn(change -> !"RolledBack".equals(change.get("status", "action")))
          .allSatisfy(
              change ->
                  assertThat((Object) change.get("spec", "actor", "user")).isEqualTo("alice"));
    }
  }

  private static void assertPutBackOnce(String route) {
    await("the old state is put back").atMost(SOON).until(() -> backend(route).equals(GOOD));
    await("the record is finished")
        .atMost(SOON)
        .until(
            () ->
                landed(route).stream()
                    .anyMatch(change -> "RolledBack".equals(change.get("status", "action"))));
    // Nothing follows: no second write, no second record.
    await("it stays so")
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> landed(route).size() == 1);
    assertThat(installation.plane().auditLog().entries())
        .filteredOn(entry -> entry.user().equals("system:serviceaccount:routeguard:routeguard"))
        .filteredOn(entry -> entry.resource().equals("httproutes") && entry.name().equals(route))
        .filteredOn(entry -> entry.verb().equals("patch") && entry.code() == 200)
        .hasSize(1);
  }

  private static boolean hasRevision(String name) {
    return shop
        .admin()
        .genericKubernetesResources("routeguard.dev/v1alpha1", "RouteRevision")
        .inNamespace(shop.namespace())
        .list()
        .getItems()
        .stream()
        .anyMatch(revision -> name.equals(revision.get("spec", "object", "name")));
  }

  /** Records of what landed after the route was made. */
  private static List<GenericKubernetesResource> landed(String name) {
    return shop.changesOf(name).stream()
        .filter(change -> !"CREATE".equals(change.get("spec", "operation")))
        .filter(change -> !"Denied".equals(change.get("status", "action")))
        .toList();
  }

  private static void create(String name) {
    var route =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: %1$s, namespace: shop}
        spec:
          parentRefs: [{name: public}]
          hostnames: [%1$s.example.com]
          rules:
            - backendRefs: [{name: storefront, port: 8080}]
        """;
    shop.admin().resource(Shop.parse(route.formatted(name))).create();
  }

  @SuppressWarnings("unchecked")
  private static String backend(String name) {
    var route = shop.object("gateway.networking.k8s.io/v1", "HTTPRoute", name);
    List<Map<String, Object>> rules = route.get("spec", "rules");
    var backends = (List<Map<String, Object>>) rules.get(0).get("backendRefs");
    return (String) backends.get(0).get("name");
  }

  private static void retarget(String name, String service) {
    patch(
        name,
        "[{\"op\":\"replace\",\"path\":\"/spec/rules/0/backendRefs/0/name\",\"value\":\"%s\"}]"
            .formatted(service));
  }

  private static void reweigh(String name, int weight) {
    patch(
        name,
        "[{\"op\":\"replace\",\"path\":\"/spec/rules/0/backendRefs/0/weight\",\"value\":%d}]"
            .formatted(weight + 1));
  }

  private static void patch(String name, String patch) {
    shop.alice()
        .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
        .inNamespace(shop.namespace())
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON), patch);
  }
}
