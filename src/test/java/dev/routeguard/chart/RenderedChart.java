package dev.routeguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of a rendered chart, one for each YAML document. */
record RenderedChart(List<JsonNode> objects) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  RenderedChart {
    objects = List.copyOf(objects);
  }

  /** Reads a stream of YAML documents; empty ones are left out. */
  static RenderedChart parse(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return new RenderedChart(
          documents.readAll().stream().filter(node -> node != null && node.isObject()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All objects of a kind, in the order they were rendered. */
  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> text(object, "/kind").equals(kind)).toList();
  }

  /** The object of a kind that is there once. */
  JsonNode only(String kind) {
    List<JsonNode> found = ofKind(kind);
    assertThat(found).as("objects of kind %s", kind).hasSize(1);
    return found.get(0);
  }

  /** The object of a kind and name. */
  JsonNode named(String kind, String name) {
    return ofKind(kind).stream()
        .filter(object -> text(object, "/metadata/name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText();
  }

  static Stream<JsonNode> each(JsonNode node, String pointer) {
    return StreamSupport.stream(node.at(pointer).spliterator(), false);
  }

  static List<String> texts(JsonNode node, String pointer) {
    return each(node, pointer).map(JsonNode::asText).toList();
  }
}
