package dev.routeguard.check;

import dev.routeguard.check.Scope.RoutedShare;
import java.util.ArrayList;
import java.util.List;

/**
 * X09. The data plane then connects to whatever the name means, also inside the cluster or on its
 * own host; CVE-2021-25740.
 */
public final class ExternalNameBackend implements StateCheck {
  static final String NAME = "external-name-backend";
  private static final String ALLOWED = "allowed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X09",
          NAME,
          "ExternalName or localhost as backend",
          Severity.HIGH,
          "The backend of a route is an ExternalName Service whose name is not in allowed.",
          List.of(ParameterSpec.hosts(ALLOWED, "Names that may stand behind a route.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var allowed = HostPatterns.of(parameters.texts(ALLOWED));
    var found = new ArrayList<Found>();
    scope
        .shares()
        .forEach(
            routed -> {
              var backend = routed.share().backend();
              scope
                  .estate()
                  .service(backend.namespace(), backend.service())
                  .filter(service -> service.text("spec", "type").equals("ExternalName"))
                  .map(service -> service.text("spec", "externalName"))
                  .filter(name -> !allowed.match(name))
                  .ifPresent(name -> found.add(found(routed, name)));
            });
    return found;
  }

  private static Found found(RoutedShare routed, String name) {
    return new Found(
        BackendFindings.finding(
            NAME,
            DESCRIPTION.severity(),
            routed,
            "%s goes to %s, which stands for the name %s"
                .formatted(Wording.place(routed.route()), routed.share().backend(), name),
            "Use a Service with endpoints, or have the name allowed."),
        routed.route());
  }
}
