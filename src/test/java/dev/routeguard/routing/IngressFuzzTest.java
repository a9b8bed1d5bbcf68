package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Manifests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an Ingress holds, no dialect throws on it or takes long. */
class IngressFuzzTest {
  private static final int ROUNDS = 1_000;
  private static final Duration LONGEST = Duration.ofMillis(500);

  private static final List<String> ODD =
      List.of(
          "",
          "/",
          "//",
          "*",
          "/*",
          "*.com",
          "*.example.com",
          HOST + ".",
          "xn--bcher-kva.example",
          "/%2e%2e/",
          "/(a+)+$",
          "(",
          "[",
          "\\",
          "~*",
          "~",
          ",",
          ";",
          "{}",
          "[]",
          "[{",
          "true",
          "-1",
          "99999999999999999999",
          "/~",
          "$1",
          "\u0000",
          "/\u00e4\ud83d\ude00",
          "Exact",
          "Prefix",
          "ImplementationSpecific",
          "web",
          "use-annotation",
          "[{\"HTTP\":80}]",
          "{\"web\": 1}",
          "{\"type\":\"redirect\"}",
          "[{\"field\":\"path-pattern\"}]",
          "Weight(3) && Path(\"/\")",
          "redirectTo(302, \"x\")",
          "a".repeat(5000));

  private static final List<String> PATHS = List.of("/", "/pay", "/a/b", "*", "/x?y=z");

  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec", "ingress-nginx", "traefik", "traefik-ingress-nginx", "contour", "haproxy-ingress",
        "nginx-inc", "aws-alb", "kong", "cilium", "skipper", "gke"
      })
  void no_dialect_throws_or_hangs(String dialect) {
    var scene = new Scene(dialect);
    var keys = List.copyOf(AnnotationTable.SHIPPED.rows().keySet());
    for (int i = 0; i < ROUNDS; i++) {
      var document = ingress(keys);
      assertThatCode(() -> ask(scene, document)).as(document.toString()).doesNotThrowAnyException();
    }
  }

  private static void ask(Scene scene, Map<String, Object> document) {
    var ingress = Documents.read(document, Manifests.NOW).orElseThrow();
    var other = Scene.ingress("other", HOST).path("Prefix", "/", "web").object();
    long start = System.nanoTime();
    var estate = scene.with(other, ingress);
    var tables = RouteTables.of(estate);
    tables.routesOf(ingress.ref());
    tables.notesOn(ingress.ref());
    for (String host : List.of(HOST, "a.example.com", "b.a.example.com", "")) {
      PATHS.forEach(path -> tables.answer(Scene.EDGE, Request.get(Scheme.HTTP, host, path)));
    }
    RouteDiff.between(scene.with(other), estate);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST.multipliedBy(4));
  }

  private Map<String, Object> ingress(List<String> keys) {
    var annotations = new HashMap<String, Object>();
    for (int i = 0; i < 4; i++) {
      annotations.put(keys.get(random.nextInt(keys.size())).replace("*", "web"), odd());
    }
    var rules = new ArrayList<Object>();
    for (int i = 0; i < 2; i++) {
      var paths = new ArrayList<Object>();
      for (int j = 0; j < 2; j++) {
        var port = random.nextBoolean() ? Map.of("number", 80L) : Map.of("name", odd());
        var service = Map.of("name", random.nextBoolean() ? "web" : odd(), "port", port);
        var backend = random.nextInt(9) == 0 ? Map.of() : Map.of("service", service);
        paths.add(Map.of("path", odd(), "pathType", odd(), "backend", backend));
      }
      var host = random.nextBoolean() ? HOST : odd();
      rules.add(
          random.nextInt(9) == 0 ? odd() : Map.of("host", host, "http", Map.of("paths", paths)));
    }
    var spec = new HashMap<String, Object>(Map.of("ingressClassName", "edge", "rules", rules));
    if (random.nextInt(3) == 0) {
      spec.put("defaultBackend", Map.of("service", Map.of("name", odd(), "port", Map.of())));
      spec.put("tls", List.of(Map.of("hosts", List.of(HOST, odd()), "secretName", odd())));
    }
    return Map.of(
        "apiVersion",
        "networking.k8s.io/v1",
        "kind",
        "Ingress",
        "metadata",
        Map.of("name", "fuzz", "namespace", "shop", "annotations", annotations),
        "spec",
        spec);
  }

  private String odd() {
    return ODD.get(random.nextInt(ODD.size()));
  }
}
