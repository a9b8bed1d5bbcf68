package dev.routeguard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every field of every kind. */
class CrdSchemaTest {
  /** etcd refuses requests above 1.5 MiB; metadata and status conditions need room too. */
  private static final long ROOM_IN_ETCD = 1_400_000;

  static Stream<CustomResourceDefinition> crds() {
    return new CrdGenerator().crds().values().stream();
  }

  @Test
  void there_are_seven_kinds_under_one_category() {
    assertThat(crds())
        .hasSize(7)
        .allMatch(crd -> crd.getSpec().getNames().getCategories().contains("routeguard"));
    assertThat(crds().flatMap(crd -> crd.getSpec().getNames().getShortNames().stream()))
        .containsExactlyInAnyOrder("crpol", "rpol", "rchg", "rrep", "rrev", "rappr", "rcset");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void every_field_has_a_description(CustomResourceDefinition crd) {
    assertThat(fieldsWhere(crd, CrdSchemaTest::lacksDescription)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void every_text_list_and_map_is_bounded(CustomResourceDefinition crd) {
    assertThat(fieldsWhere(crd, CrdSchemaTest::isUnbounded)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void the_walk_sees_every_field(CustomResourceDefinition crd) {
    assertThat(fieldsWhere(crd, any -> true)).hasSizeGreaterThan(10);
  }

  @Test
  void a_record_of_maximal_size_fits_into_etcd() {
    var routeChange = new CrdGenerator().crds().get("routechanges.routeguard.dev");
    assertThat(largest(root(routeChange).getProperties().get("spec"))).isLessThan(ROOM_IN_ETCD);
  }

  private static boolean lacksDescription(Field field) {
    return !field.isItem()
        && (field.schema().getDescription() == null || field.schema().getDescription().isBlank());
  }

  private static boolean isUnbounded(Field field) {
    var schema = field.schema();
    return switch (schema.getType()) {
      case "string" ->
          schema.getMaxLength() == null && schema.getEnum().isEmpty() && schema.getFormat() == null;
      case "array" -> schema.getMaxItems() == null;
      case "object" -> schema.getProperties().isEmpty() && schema.getMaxProperties() == null;
      default -> false;
    };
  }

  /** The most characters that values of this schema take, names of fields included. */
  private static long largest(JSONSchemaProps schema) {
    return switch (schema.getType()) {
      case "string" -> schema.getMaxLength() == null ? 64 : schema.getMaxLength();
      case "array" -> schema.getMaxItems() * largest(schema.getItems().getSchema());
      case "object" ->
          schema.getProperties().entrySet().stream()
              .mapToLong(field -> field.getKey().length() + 4 + largest(field.getValue()))
              .sum();
      default -> 20;
    };
  }

  private static JSONSchemaProps root(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
  }

  private static List<String> fieldsWhere(
      CustomResourceDefinition crd, Predicate<Field> predicate) {
    var fields = new ArrayList<Field>();
    walk(new Field("", false, root(crd)), fields);
    return fields.stream().filter(predicate).map(Field::path).toList();
  }

  private static void walk(Field field, List<Field> into) {
    into.add(field);
    var schema = field.schema();
    new TreeMap<>(schema.getProperties())
        .forEach((name, child) -> walk(new Field(field.path() + "." + name, false, child), into));
    if (schema.getItems() != null) {
      walk(new Field(field.path() + "[]", true, schema.getItems().getSchema()), into);
    }
    if (schema.getAdditionalProperties() != null) {
      var values = schema.getAdditionalProperties().getSchema();
      walk(new Field(field.path() + "{}", true, values), into);
    }
  }

  /** One field; an item of a list or a value of a map is described by its list or map. */
  private record Field(String path, boolean isItem, JSONSchemaProps schema) {}
}
