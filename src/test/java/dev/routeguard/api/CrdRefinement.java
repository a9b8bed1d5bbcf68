package dev.routeguard.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.routeguard.api.v1alpha1.RouteReport;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the annotations can't say, put into the schema that was generated from them. */
final class CrdRefinement {
  /** Lists whose entries are told apart by one of their fields. */
  private static final Map<String, String> KEYS = Map.of("checks", "name", "conditions", "type");

  /** Lists in which nothing may stand twice. */
  private static final Set<String> SETS =
      Set.of("kinds", "namespaces", "hosts", "classes", "operations");

  private final Class<? extends HasMetadata> kind;
  private final CustomResourceDefinitionVersion version;

  CrdRefinement(Class<? extends HasMetadata> kind, CustomResourceDefinition crd) {
    this.kind = kind;
    this.version = crd.getSpec().getVersions().get(0);
  }

  void refine() {
    orderColumns();
    var root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
    if (version.getSubresources() == null) {
      // A kind without a status has an empty one all the same.
      root.getProperties().remove("status");
    }
    refineProperties(root);
    if (kind == RouteReport.class) {
      // A report is data that the operator alone writes: with a status of its own, every write
      // would be two, and a reader could meet a report without findings between them.
      version.setSubresources(null);
    }
  }

  /** The generator sorts columns by path; people read them in the order they are written in. */
  private void orderColumns() {
    var names =
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    version
        .getAdditionalPrinterColumns()
        .sort(
            Comparator.comparingInt(
                (CustomResourceColumnDefinition column) -> names.indexOf(column.getName())));
  }

  private void refineProperties(JSONSchemaProps schema) {
    schema.getProperties().forEach(this::refine);
  }

  private void refine(String name, JSONSchemaProps schema) {
    if ("array".equals(schema.getType())) {
      refineList(name, schema);
    }
    if (Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
      // Free-form values are anything, not only objects.
      schema.setAdditionalProperties(null);
    }
    refineProperties(schema);
  }

  private void refineList(String name, JSONSchemaProps schema) {
    var key = KEYS.get(name);
    if (key != null) {
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of(key));
    } else if (SETS.contains(name)) {
      schema.setXKubernetesListType("set");
    }
    if (name.equals("conditions")) {
      schema.getItems().setSchema(condition());
    } else {
      refineProperties(schema.getItems().getSchema());
    }
  }

  /** The schema of metav1.Condition (KEP-1623), which the client's class has no bounds for. */
  private static JSONSchemaProps condition() {
    return new JSONSchemaPropsBuilder()
        .withType("object")
        .withRequired("lastTransitionTime", "message", "reason", "status", "type")
        .addToProperties(
            "type",
            text("What the condition is about, such as Ready.")
                .withMaxLength(316L)
                .withPattern("^[A-Za-z][A-Za-z0-9]*$")
                .build())
        .addToProperties(
            "status",
            text("True, False or Unknown.").withEnum(values("True", "False", "Unknown")).build())
        .addToProperties(
            "observedGeneration",
            new JSONSchemaPropsBuilder()
                .withType("integer")
                .withFormat("int64")
                .withMinimum(0.0)
                .withDescription("metadata.generation that the condition was set for.")
                .build())
        .addToProperties(
            "lastTransitionTime",
            text("When the status last flipped.").withFormat("date-time").build())
        .addToProperties(
            "reason",
            text("Why, in one word for programs.")
                .withMinLength(1L)
                .withMaxLength(1024L)
                .withPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
                .build())
        .addToProperties("message", text("Why, in words for people.").withMaxLength(32768L).build())
        .build();
  }

  private static JSONSchemaPropsBuilder text(String description) {
    return new JSONSchemaPropsBuilder().withType("string").withDescription(description);
  }

  private static List<JsonNode> values(String... values) {
    return Arrays.stream(values).<JsonNode>map(TextNode::valueOf).toList();
  }
}
