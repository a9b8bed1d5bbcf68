package dev.routeguard.dataplane;

import dev.routeguard.controlplane.ControlPlane;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The dialect {@code gateway-api} against Envoy Gateway 1.9.1 with Envoy 1.40.0: {@code mvn verify
 * -Penvoy-gateway}.
 */
@Tag("envoy-gateway")
class EnvoyGatewayE2E {
  private static @Nullable ControlPlane plane;
  private static @Nullable Backends backends;
  private static @Nullable DataPlane dataPlane;

  @BeforeAll
  static void start() {
    var binaries = Binaries.of("envoy-gateway", "envoy");
    plane = ControlPlane.start();
    plane.installGatewayApi();
    backends = Backends.start(plane.folder());
    dataPlane = EnvoyGateway.start(plane, binaries);
  }

  @AfterAll
  static void stop() {
    Closing.all(dataPlane, backends, plane);
  }

  @Test
  void the_model_answers_as_envoy_gateway_does() {
    var doors =
        new TrialDoors(
            "edge/public",
            Ports.free(),
            Ports.free(),
            EnumSet.allOf(Feature.class),
            TrialDoors.Extra.free());
    var trial = new GatewayTrial(plane, backends, dataPlane, doors);
    trial.gateway(EnvoyGateway.CONTROLLER, ", parametersRef: " + EnvoyGateway.PARAMETERS);
    var estate = trial.run("Envoy Gateway");
    trial.compareStatus("Envoy Gateway", estate);
  }
}
