package dev.routeguard.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodsTest {
  private static final Map<String, Object> DOCUMENT =
      Map.of(
          "apiVersion",
          "v1",
          "kind",
          "Pod",
          "metadata",
          Map.of(
              "name",
              "web-0",
              "namespace",
              "shop",
              "labels",
              Map.of("app", "web", "tier", "front"),
              "annotations",
              Map.of("secret", "of nobody's business")),
          "spec",
          Map.of(
              "nodeName",
              "n1",
              "containers",
              List.of(
                  Map.of(
                      "name",
                      "app",
                      "env",
                      List.of(Map.of("name", "PASSWORD", "value", "x")),
                      "ports",
                      List.of(Map.of("name", "http", "containerPort", 8080)))),
              "initContainers",
              List.of(
                  Map.of(
                      "name",
                      "mesh",
                      "restartPolicy",
                      "Always",
                      "ports",
                      List.of(Map.of("name", "mesh", "containerPort", 15001))),
                  Map.of(
                      "name",
                      "setup",
                      "ports",
                      List.of(Map.of("name", "setup", "containerPort", 1))))),
          "status",
          Map.of(
              "phase",
              "Running",
              "podIP",
              "10.0.0.1",
              "hostIP",
              "192.0.2.1",
              "conditions",
              List.of(Map.of("type", "Ready", "status", "True"))));

  private final KubernetesObject pod = read(DOCUMENT);

  private static KubernetesObject read(Map<String, ?> document) {
    return Documents.read(document, Instant.EPOCH).orElseThrow();
  }

  @Test
  void of_a_pod_nothing_is_kept_that_nobody_reads() {
    assertThat(pod.document().toString()).doesNotContain("PASSWORD", "nobody's", "setup");
    assertThat(pod.annotations()).isEmpty();
  }

  @Test
  void readiness_and_ports_are_kept_also_when_it_is_read_again() {
    assertThat(Pods.isReady(pod)).isTrue();
    assertThat(Pods.hasPort(pod, "http")).isTrue();
    assertThat(Pods.hasPort(pod, "mesh")).isTrue();
    assertThat(Pods.portNumber(pod, "http")).isEqualTo(8080);
    assertThat(read(pod.document())).isEqualTo(pod);
  }

  @Test
  void it_is_found_by_any_label_and_by_its_addresses() {
    var estate = Estate.empty(EstateSettings.defaults()).with(pod);
    assertThat(estate.podsSelected("shop", Map.of("tier", "front"))).containsExactly(pod);
    assertThat(estate.podsSelected("shop", Map.of("app", "web", "tier", "back"))).isEmpty();
    assertThat(estate.podsSelected("other", Map.of("app", "web"))).isEmpty();
    assertThat(estate.podsSelected("shop", Map.of())).isEmpty();
    assertThat(estate.refs(new IndexKey.PodAddress("10.0.0.1"))).containsExactly(pod.ref());
    assertThat(estate.refs(new IndexKey.NodeAddress("192.0.2.1"))).containsExactly(pod.ref());
  }

  @Test
  void the_services_that_select_it_are_found() {
    var service =
        read(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "web", "namespace", "shop"),
                "spec",
                Map.of("selector", Map.of("tier", "front", "app", "web"))));
    var estate = Estate.empty(EstateSettings.defaults()).with(pod).with(service);
    assertThat(estate.servicesSelecting(pod)).containsExactly(service.ref());
  }

  @Test
  void where_no_pod_is_given_pods_are_unknown() {
    var empty = Estate.empty(EstateSettings.defaults());
    assertThat(empty.asGiven().isUnknown(Kind.POD)).isTrue();
    assertThat(empty.with(pod).asGiven().isUnknown(Kind.POD)).isFalse();
  }
}
