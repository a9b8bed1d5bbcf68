package dev.routeguard.dataplane;

import dev.routeguard.controlplane.ControlPlane;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dialect {@code gateway-api} against Contour 1.33.6 with Envoy 1.40.0. */
class ContourGatewayE2E {
  private static @Nullable ControlPlane plane;
  private static @Nullable Backends backends;
  private static @Nullable DataPlane contour;

  @BeforeAll
  static void start() {
    var binaries = Binaries.of("contour", "envoy");
    plane = ControlPlane.start();
    plane.installGatewayApi();
    backends = Backends.start(plane.folder());
    contour = Contour.forGateway(plane, binaries);
  }

  @AfterAll
  static void stop() {
    Closing.all(contour, backends, plane);
  }

  @Test
  void the_model_answers_as_contour_does() {
    var doors =
        new TrialDoors(
            Contour.NAMESPACE + "/" + Contour.GATEWAY,
            Ports.freeAbove(Contour.GATEWAY_PORT_DISTANCE) - Contour.GATEWAY_PORT_DISTANCE,
            Ports.freeAbove(Contour.GATEWAY_PORT_DISTANCE) - Contour.GATEWAY_PORT_DISTANCE,
            Set.of(),
            TrialDoors.Extra.free());
    var trial = new GatewayTrial(plane, backends, contour, doors);
    trial.gateway("projectcontour.io/gateway-controller", "");
    trial.run("Contour");
  }
}
