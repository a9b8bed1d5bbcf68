package dev.routeguard.files;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.check.Catalogue;
import dev.routeguard.files.Manifests.Manifest;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.ExpressionCompiler;
import dev.routeguard.policy.ExpressionLimits;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicyDefinition;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.policy.PolicySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Policies from files, compiled as the operator compiles them. */
public final class Policies {
  /** The shipped starter policies: {@code deploy/examples/starter}, which the build puts here. */
  private static final String STARTER = "/policies/starter/";

  private static final List<String> STARTER_FILES =
      List.of(
          "backends-must-serve.yaml",
          "hygiene.yaml",
          "keep-tls.yaml",
          "migration.yaml",
          "no-lost-routes.yaml",
          "no-wider-exposure.yaml",
          "small-steps.yaml",
          "stable-load-balancers.yaml");

  // A misspelled field would silently switch a rule off; the API server prunes it with a warning.
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                    MapperConfig<?> config, Annotated type) {
                  return JsonIgnoreProperties.Value.empty();
                }
              })
          .build();

  private final Catalogue catalogue = Catalogue.builtIn();
  private final PolicyCompiler compiler =
      new PolicyCompiler(catalogue, new ExpressionCompiler(ExpressionLimits.standard()));

  /**
   * The policies among the manifests; other kinds are an error, since nobody else reads this
   * folder.
   */
  public PolicyBook of(List<Manifest> manifests) {
    return PolicyBook.of(manifests.stream().map(this::compile).toList());
  }

  /** A policy that came from elsewhere than a file. */
  public PolicyCompiler.Result compile(PolicyDefinition definition) {
    return compiler.compile(definition);
  }

  /** The starter policies as they are shipped, in one mode. */
  public PolicyBook starter(Mode mode) {
    return PolicyBook.of(
        STARTER_FILES.stream()
            .flatMap(file -> Manifests.parse(file, resource(STARTER + file)).stream())
            .map(manifest -> compile(manifest).withMode(mode))
            .toList());
  }

  private static String resource(String path) {
    try (var stream = Policies.class.getResourceAsStream(path)) {
      return new String(
          Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private CompiledPolicy compile(Manifest manifest) {
    var result = compiler.compile(read(manifest));
    return result
        .compiled()
        .orElseThrow(
            () ->
                new BadInputException(
                    result.problems().stream()
                        .map(problem -> manifest.source() + ": " + problem)
                        .collect(Collectors.joining("\n"))));
  }

  /**
   * A policy as written.
   *
   * @throws BadInputException where it is none, or has a field that there is not
   */
  public static PolicyDefinition read(Manifest manifest) {
    try {
      return switch (String.valueOf(manifest.document().get("kind"))) {
        case PolicyId.CLUSTER_KIND ->
            PolicySource.read(STRICT.convertValue(manifest.document(), ClusterRoutePolicy.class));
        case PolicyId.NAMESPACED_KIND ->
            PolicySource.read(STRICT.convertValue(manifest.document(), RoutePolicy.class));
        default ->
            throw new BadInputException(
                manifest.source()
                    + ": a "
                    + manifest.document().get("kind")
                    + " among the policies; only RoutePolicy and ClusterRoutePolicy belong here");
      };
    } catch (IllegalArgumentException e) {
      throw new BadInputException(manifest.source() + ": not a valid policy: " + why(e));
    }
  }

  private static String why(IllegalArgumentException e) {
    if (!(e.getCause() instanceof JsonMappingException cause)) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    var field =
        cause.getPath().stream()
            .map(one -> one.getFieldName() == null ? "" + one.getIndex() : one.getFieldName())
            .collect(Collectors.joining("."));
    var why =
        cause instanceof UnrecognizedPropertyException unknown
            ? "there is no such field; there are "
                + unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "))
            : cause.getOriginalMessage();
    return field + ": " + why;
  }
}
