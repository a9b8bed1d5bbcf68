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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Policies from files, compiled as the operator compiles them. */
public final class Policies {
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

  /**
   * What is asked for by paths and by words: the policies of files and folders as they are written,
   * and those of packs in Deny mode.
   *
   * @param named paths, names of packs, or {@code starter}
   */
  public PolicyBook of(List<Path> named, Manifests manifests) {
    var compiled = new ArrayList<CompiledPolicy>();
    for (Path one : named) {
      var packs = Pack.named(one.toString());
      if (packs.isEmpty()) {
        compiled.addAll(of(manifests.read(List.of(one))).policies());
      } else {
        compiled.addAll(of(packs, Mode.DENY).policies());
      }
    }
    return PolicyBook.of(compiled);
  }

  /** The policies of packs as they are shipped, in one mode. */
  public PolicyBook of(Set<Pack> packs, Mode mode) {
    return PolicyBook.of(
        packs.stream()
            .sorted()
            .flatMap(pack -> pack.policies().stream().map(name -> shipped(pack, name)))
            .map(policy -> policy.withMode(mode))
            .toList());
  }

  private CompiledPolicy shipped(Pack pack, String name) {
    var path = "/policies/packs/%s/%s.yaml".formatted(pack.word(), name);
    return compile(Manifests.parse(name + ".yaml", resource(path)).get(0));
  }

  /** The starter policies as they are shipped, in one mode. */
  public PolicyBook starter(Mode mode) {
    return of(Pack.STARTER, mode);
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
