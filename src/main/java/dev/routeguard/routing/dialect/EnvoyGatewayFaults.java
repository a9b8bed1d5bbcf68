package dev.routeguard.routing.dialect;

import com.google.re2j.Pattern;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.BackendRefs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the API takes and Envoy Gateway does not, with the reason that it reports
 * (internal/gatewayapi filters.go and validate.go).
 */
public final class EnvoyGatewayFaults {
  private static final String VALUE_UNSUPPORTED = "UnsupportedValue";
  private static final Pattern VALUE = Pattern.compile("[!-~]+([\\t ]?[!-~]+)*");

  private static final Set<String> OF_BACKENDS =
      Set.of("RequestHeaderModifier", "ResponseHeaderModifier", "URLRewrite", "ExtensionRef");

  private static final Set<String> OF_CALLED_BACKENDS =
      Set.of("RequestHeaderModifier", "ResponseHeaderModifier");

  private EnvoyGatewayFaults() {}

  /** Why a rule with these filters is not accepted, and answers 500; empty where it is. */
  public static Optional<String> ofRule(List<Map<String, Object>> filters) {
    var types = filters.stream().map(filter -> Tree.text(filter, "type")).toList();
    if (types.contains("RequestMirror") && types.contains("RequestRedirect")) {
      return Optional.of("IncompatibleFilters");
    }
    boolean isFaulty =
        filters.stream()
            .flatMap(
                filter ->
                    Stream.of("requestHeaderModifier", "responseHeaderModifier")
                        .map(field -> Tree.map(filter, field)))
            .anyMatch(EnvoyGatewayFaults::isFaulty);
    return isFaulty ? Optional.of(VALUE_UNSUPPORTED) : Optional.empty();
  }

  private static boolean isFaulty(Map<String, Object> modifier) {
    var written =
        Stream.of("add", "set").flatMap(verb -> Tree.maps(modifier, verb).stream()).toList();
    return written.stream().anyMatch(header -> !VALUE.matches(Tree.text(header, "value")))
        || Stream.concat(
                written.stream().map(header -> Tree.text(header, "name")),
                Tree.texts(modifier, "remove").stream())
            .anyMatch(EnvoyGatewayFaults::isUntouchable);
  }

  private static boolean isUntouchable(String header) {
    return header.isEmpty()
        || header.contains("/")
        || header.contains(":")
        || header.equalsIgnoreCase("host");
  }

  /** Why a backend is not taken, whatever its endpoints; empty where it is. */
  public static Optional<String> ofBackend(
      Estate estate, ObjectRef route, Map<String, Object> written) {
    var filters = Tree.maps(written, "filters");
    var known = route.kind() == Kind.GRPC_ROUTE ? OF_CALLED_BACKENDS : OF_BACKENDS;
    boolean isKnown = filters.stream().allMatch(f -> known.contains(Tree.text(f, "type")));
    boolean rewritesPath =
        filters.stream().anyMatch(f -> !Tree.map(Tree.map(f, "urlRewrite"), "path").isEmpty());
    if (!isKnown || rewritesPath) {
      return Optional.of("UnsupportedRefValue");
    }
    var ref = BackendRefs.of(route, written);
    boolean isElsewhere =
        ref.isService()
            && estate
                .service(ref.namespace(), ref.name())
                .filter(service -> service.text("spec", "type").equals("ExternalName"))
                .isPresent();
    return isElsewhere ? Optional.of(VALUE_UNSUPPORTED) : Optional.empty();
  }
}
