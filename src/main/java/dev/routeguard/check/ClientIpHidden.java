package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** S08. Address lists and rate limits behind it then see nodes (core/v1 ServiceSpec). */
public final class ClientIpHidden implements ChangeCheck {
  static final String NAME = "client-ip-hidden";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S08",
          NAME,
          "Client address gets hidden",
          Severity.MEDIUM,
          "externalTrafficPolicy of a load balancer goes from Local to Cluster, so that"
              + " nodes replace the client address.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.SERVICE)
        .filter(change -> policy(change.before()).equals("Local"))
        .filter(change -> policy(change.after()).equals("Cluster"))
        .map(
            change ->
                Found.at(
                    DESCRIPTION,
                    change.ref(),
                    "client address",
                    "spec.externalTrafficPolicy",
                    "%s no longer shows the address of its clients".formatted(change.ref()),
                    "Keep Local, or make sure that nothing behind it reads the address."))
        .toList();
  }

  private static String policy(@Nullable KubernetesObject service) {
    if (service == null || !service.text("spec", "type").equals("LoadBalancer")) {
      return "";
    }
    var policy = service.text("spec", "externalTrafficPolicy");
    return policy.isEmpty() ? "Cluster" : policy;
  }
}
