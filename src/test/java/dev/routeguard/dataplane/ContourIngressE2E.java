package dev.routeguard.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.estate.Kind;
import dev.routeguard.routing.Entry;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dialect {@code contour} against Contour 1.33.6 with Envoy 1.40.0. */
class ContourIngressE2E {
  private static final int ESTATES = 80;
  private static final long SEED = Long.getLong("routeguard.seed", 20260101L);
  private static final Set<Kind> KINDS =
      Set.of(Kind.INGRESS, Kind.INGRESS_CLASS, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.NAMESPACE);

  private static @Nullable ControlPlane plane;
  private static @Nullable Backends backends;
  private static @Nullable DataPlane contour;

  @BeforeAll
  static void start() {
    var binaries = Binaries.of("contour", "envoy");
    plane = ControlPlane.start();
    backends = Backends.start(plane.folder());
    contour = Contour.forIngress(plane, binaries);
  }

  @AfterAll
  static void stop() {
    Closing.all(contour, backends, plane);
  }

  @Test
  void the_model_answers_as_contour_does() {
    var cluster = new Cluster(plane);
    cluster.apply(
        "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: contour},"
            + " spec: {controller: projectcontour.io/ingress-controller}}");
    for (int i = 0; i < ESTATES; i++) {
      var namespace = "estate-" + i;
      cluster.namespace(namespace);
      cluster.apply(new IngressEstate(namespace, SEED + i, i == 0).manifests(backends));
    }

    var estate = LiveEstate.read(plane.adminClient(), KINDS, Map.of());
    var agreement = new Agreement(estate, Entry.ofClass("contour"), contour);
    var objects = estate.all(Kind.INGRESS).stream().map(ingress -> ingress.ref()).toList();
    var score =
        agreement.on(Questions.about(agreement.tables(), Entry.ofClass("contour"), objects));

    System.out.printf("Contour, %d estates from seed %d: %s%n", ESTATES, SEED, score);
    assertThat(score.requests()).isGreaterThanOrEqualTo(2000);
    assertThat(score.disagreements()).isEmpty();
  }
}
