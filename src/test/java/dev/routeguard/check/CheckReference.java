package dev.routeguard.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.routeguard.check.ParameterSpec.Type;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference page of the checks and the schema of their parameters, from the catalogue. */
final class CheckReference {
  private static final Map<Character, String> FAMILIES =
      new TreeMap<>(
          Map.of(
              'R', "Routing",
              'C', "Capacity and blast radius",
              'T', "TLS",
              'X', "Exposure",
              'S', "Services and load balancers",
              'G', "Governance",
              'D', "Deprecation"));

  private final List<CheckDescription> checks =
      Catalogue.builtIn().all().stream()
          .map(Check::description)
          .sorted(Comparator.comparing(CheckDescription::code))
          .toList();

  String page() {
    var page = new StringBuilder();
    page.append(
        """
        # Checks
        Generated from the catalogue; refresh with `%s`.

        A policy selects a check by its name. What a change *adds* at Critical or High is denied in Deny mode, Medium warns, Low is
        only reported; what was wrong before is reported and never denied. The parameters' schema is in
        [check-parameters.schema.json](check-parameters.schema.json).
        """
            .formatted(ChecksPageTest.REFRESH));
    FAMILIES.forEach((letter, title) -> page.append(family(letter, title)));
    page.append(
        "\n## Not yet\nIn the catalogue, without a check so far: a policy that names one is not Ready.\n\n");
    page.append("| | name | waits for |\n|---|---|---|\n");
    NotYet.all()
        .forEach(
            one ->
                page.append(
                    "| %s | `%s` | %s |\n".formatted(one.code(), one.name(), one.waitsFor())));
    return page.toString();
  }

  private String family(char letter, String title) {
    var own = checks.stream().filter(check -> check.code().charAt(0) == letter).toList();
    return "\n## %s\n".formatted(title)
        + own.stream().map(CheckReference::check).collect(Collectors.joining());
  }

  private static String check(CheckDescription check) {
    var text = new StringBuilder("\n### " + check.name() + "\n");
    text.append("%s, %s. %s\n".formatted(check.code(), check.severity(), check.title() + "."));
    text.append(check.finds()).append('\n');
    if (!check.parameters().isEmpty()) {
      text.append("\n| parameter | default | |\n|---|---|---|\n");
      check.parameters().forEach(one -> text.append(parameter(one)));
    }
    return text.toString();
  }

  private static String parameter(ParameterSpec one) {
    return "| `%s` | `%s` | %s: %s%s |\n"
        .formatted(
            one.name(),
            one.standard().toString().replace("|", "\\|"),
            cell(one.description()),
            one.type().inWords(),
            one.type() == Type.DECIMAL
                ? " from %s to %s".formatted(number(one.minimum()), number(one.maximum()))
                : "");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\.$", "");
  }

  private static Object number(double value) {
    return value == Math.rint(value) ? (Object) (long) value : (Object) value;
  }

  /** JSON Schema 2020-12: of each check what may stand in {@code parameters}. */
  String schema() {
    var definitions = new LinkedHashMap<String, Object>();
    checks.stream()
        .sorted(Comparator.comparing(CheckDescription::name))
        .forEach(check -> definitions.put(check.name(), parameters(check)));
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Parameters of Routeguard's checks, by name of the check");
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", definitions);
    try {
      return JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .build()
              .writeValueAsString(schema)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> parameters(CheckDescription check) {
    var properties = new LinkedHashMap<String, Object>();
    check.parameters().forEach(one -> properties.put(one.name(), type(one)));
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> type(ParameterSpec one) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("description", one.description());
    switch (one.type()) {
      case DECIMAL -> {
        schema.put("type", "number");
        schema.put("minimum", one.minimum());
        schema.put("maximum", one.maximum());
      }
      case TEXTS, HOSTS, RANGES -> {
        schema.put("type", "array");
        schema.put("maxItems", ParameterSpec.MAX_ITEMS);
        schema.put("items", Map.of("type", "string", "maxLength", ParameterSpec.MAX_TEXT));
      }
      case TEXT, REGEX -> {
        schema.put("type", "string");
        schema.put("maxLength", ParameterSpec.MAX_TEXT);
      }
      case SEVERITY -> schema.put("enum", List.of("Critical", "High", "Medium", "Low"));
      case LISTS -> schema.put("type", "object");
      case WINDOWS -> {
        schema.put("type", "array");
        schema.put("items", Map.of("type", "object"));
      }
    }
    schema.put("default", one.standard());
    return schema;
  }
}
