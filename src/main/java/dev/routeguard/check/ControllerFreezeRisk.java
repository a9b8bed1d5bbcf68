package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * S17. nginx refuses a configuration as a whole, and no later change of any team is loaded.
 * Expressions are read as PCRE would where Java agrees; what only PCRE knows is not judged.
 */
public final class ControllerFreezeRisk implements StateCheck {
  static final String NAME = "controller-freeze-risk";
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(ms|[smhdwMy])?");
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,12}[kKmMgG]?");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern RANGES = Pattern.compile("[0-9a-fA-F:./, ]+");

  private static final Map<String, Pattern> FORMS =
      Map.ofEntries(
          Map.entry("proxy-connect-timeout", SECONDS),
          Map.entry("proxy-read-timeout", SECONDS),
          Map.entry("proxy-send-timeout", SECONDS),
          Map.entry("proxy-next-upstream-timeout", SECONDS),
          Map.entry("proxy-next-upstream-tries", NUMBER),
          Map.entry("proxy-body-size", SIZE),
          Map.entry("proxy-buffer-size", SIZE),
          Map.entry("client-body-buffer-size", SIZE),
          Map.entry("limit-rps", NUMBER),
          Map.entry("limit-rpm", NUMBER),
          Map.entry("whitelist-source-range", RANGES),
          Map.entry("allowlist-source-range", RANGES),
          Map.entry("denylist-source-range", RANGES));

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S17",
          NAME,
          "Object would break the generated configuration",
          Severity.HIGH,
          "A value that ingress-nginx copies into its configuration can not be valid, so"
              + " that reloads stop for everyone: an expression that does not compile, a malformed"
              + " size, time or address range.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(ingress -> isNginx(ingress, scope.tables()))
        .flatMap(ingress -> Stream.concat(values(ingress), paths(ingress)))
        .toList();
  }

  private static boolean isNginx(KubernetesObject ingress, RouteTables tables) {
    return tables.entriesOf(ingress.ref()).stream()
        .map(tables::dialectOf)
        .anyMatch("ingress-nginx"::equals);
  }

  private static Stream<Found> values(KubernetesObject ingress) {
    return FORMS.entrySet().stream()
        .filter(form -> ingress.annotations().containsKey(PREFIX + form.getKey()))
        .filter(
            form -> {
              var value = ingress.annotations().getOrDefault(PREFIX + form.getKey(), "").strip();
              return !value.isEmpty() && !form.getValue().matcher(value).matches();
            })
        .map(form -> PREFIX + form.getKey())
        .sorted()
        .map(
            key ->
                found(
                    ingress,
                    key,
                    "metadata.annotations[%s]".formatted(key),
                    "%s is \"%s\", which nginx can't read"
                        .formatted(key, ingress.annotations().get(key))));
  }

  private static Stream<Found> paths(KubernetesObject ingress) {
    var regex =
        "true".equals(ingress.annotations().get(PREFIX + "use-regex"))
            || ingress.annotations().containsKey(PREFIX + "rewrite-target");
    return regex
        ? Ingresses.rules(ingress).stream()
            .flatMap(rule -> mistake(rule.path()).map(why -> path(ingress, rule, why)).stream())
        : Stream.empty();
  }

  private static Found path(KubernetesObject ingress, IngressRule rule, String why) {
    return found(
        ingress,
        Wording.host(rule.host()) + rule.path(),
        rule.fieldPath() + ".path",
        "path %s is no regular expression: %s".formatted(rule.path(), why));
  }

  private static Optional<String> mistake(String path) {
    // PCRE takes what Java does not know; brackets they count alike.
    try {
      Pattern.compile(path);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      var text = e.getDescription();
      return text.startsWith("Unclosed")
              || text.startsWith("Unmatched")
              || text.startsWith("Dangling")
          ? Optional.of(text)
          : Optional.empty();
    }
  }

  private static Found found(KubernetesObject ingress, String subject, String at, String words) {
    return Found.at(
        DESCRIPTION,
        ingress.ref(),
        subject,
        at,
        words + "; the controller would load no configuration any more",
        "Correct the value.");
  }
}
