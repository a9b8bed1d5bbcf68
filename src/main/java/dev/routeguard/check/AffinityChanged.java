package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.routing.RouteAttribute;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** S05. Users lose the backend that holds their session. How long a cookie lasts is not meant. */
public final class AffinityChanged implements ChangeCheck {
  static final String NAME = "affinity-changed";
  private static final String REMEDY = "Change it in a quiet hour, or keep it.";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S05",
          NAME,
          "Session affinity changed",
          Severity.MEDIUM,
          "Session affinity of a served route is removed, or its kind or cookie changes.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var routes =
        AttributeChange.of(RouteAttribute.AFFINITY, situation)
            .filter(AttributeChange::isSameObject)
            .filter(change -> !change.before().isEmpty())
            .filter(change -> !kind(change.before()).equals(kind(change.after())))
            .map(
                change ->
                    change.found(
                        DESCRIPTION,
                        "had session affinity (%s) and will have %s"
                            .formatted(
                                change.before(),
                                change.after().isEmpty() ? "none" : change.after()),
                        REMEDY));
    var services =
        situation.changes().stream()
            .filter(change -> isRouted(change, situation.before().estate()))
            .map(
                change ->
                    Found.at(
                        DESCRIPTION,
                        change.ref(),
                        "sessionAffinity",
                        "spec.sessionAffinity",
                        "%s no longer sends a client to the same Pod".formatted(change.ref()),
                        REMEDY));
    return Stream.concat(routes, services).toList();
  }

  /** Without the parts that only say how long. */
  private static Set<String> kind(String affinity) {
    return Arrays.stream(affinity.split("; "))
        .filter(part -> !part.matches("(expires|maxAge|maxage|path|mode)=.*"))
        .collect(Collectors.toSet());
  }

  private static boolean isRouted(Change change, Estate estate) {
    var before = change.before();
    var after = change.after();
    return before != null
        && after != null
        && before.ref().kind() == Kind.SERVICE
        && before.text("spec", "sessionAffinity").equals("ClientIP")
        && !after.text("spec", "sessionAffinity").equals("ClientIP")
        && (before.text("spec", "type").equals("LoadBalancer")
            || !estate.routesNaming(before.ref().namespace(), before.ref().name()).isEmpty());
  }
}
