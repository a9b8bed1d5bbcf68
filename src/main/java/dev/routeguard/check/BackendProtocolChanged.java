package dev.routeguard.check;

import dev.routeguard.routing.RouteAttribute;
import java.util.List;
import java.util.stream.Stream;

/**
 * R33. The protocol that a backend is spoken to in changes: by annotation, appProtocol, or a port
 * name that the dialect reads; gateway-api GEP-1911, "Backend Protocol Selection".
 */
public final class BackendProtocolChanged implements ChangeCheck {
  static final String NAME = "backend-protocol-changed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R33",
          NAME,
          "Backend protocol changed",
          Severity.MEDIUM,
          "The protocol in which a served backend is spoken to changes, by the route or by its"
              + " Service: a backend that does not speak it answers nothing.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return Stream.of(RouteAttribute.BACKEND_PROTOCOL, RouteAttribute.BACKEND_TLS)
        .flatMap(attribute -> AttributeChange.of(attribute, situation))
        .filter(AttributeChange::isSameObject)
        .map(
            change ->
                change.found(
                    DESCRIPTION,
                    "speaks %s to its backend now and will speak %s"
                        .formatted(inWords(change.before()), inWords(change.after())),
                    "Look whether the Pods speak it, and change both together."))
        .toList();
  }

  private static String inWords(String protocol) {
    return protocol.isEmpty() ? "plain HTTP" : protocol;
  }
}
