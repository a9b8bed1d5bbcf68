package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.from.Ingresses;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * X21. The alias answers for hosts that nobody sees among the rules; annotations-risk.md ranks it
 * High.
 */
public final class ServerAliasClaim implements StateCheck {
  static final String NAME = "server-alias-claim";
  private static final String KEY = "nginx.ingress.kubernetes.io/server-alias";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X21",
          NAME,
          "Alias claims more hosts",
          Severity.HIGH,
          "server-alias of ingress-nginx names a host, or an expression, that no rule of the"
              + " object names.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope.present(Kind.INGRESS).flatMap(ServerAliasClaim::aliases).toList();
  }

  private static Stream<Found> aliases(KubernetesObject ingress) {
    var hosts = Ingresses.hosts(ingress);
    return Arrays.stream(ingress.annotations().getOrDefault(KEY, "").split(","))
        .map(String::strip)
        .filter(alias -> !alias.isEmpty() && !hosts.contains(alias.toLowerCase(Locale.ROOT)))
        .map(
            alias ->
                Found.at(
                    DESCRIPTION,
                    ingress.ref(),
                    alias,
                    "metadata.annotations[%s]".formatted(KEY),
                    "%s answers for %s by an alias".formatted(ingress.ref(), alias),
                    "Write a rule for the host."));
  }
}
