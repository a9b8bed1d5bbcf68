package dev.routeguard.cli;

import dev.routeguard.estate.Kind;
import dev.routeguard.policy.LabelSelector;
import dev.routeguard.policy.PolicyDefinition;
import dev.routeguard.policy.PolicyDefinition.CheckEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A policy as a ValidatingAdmissionPolicy (kubernetes.io/docs, "Validating Admission Policy"), as
 * far as it needs nothing but {@code object} and {@code oldObject}.
 *
 * @param obstacles what of the policy the other form can't say; none where there is a text
 */
record AdmissionPolicyExport(List<String> obstacles, String yaml) {
  private static final Pattern FOREIGN =
      Pattern.compile("\\b(routes|diff|impact|params|request|namespaceObject)\\b\\s*[.\\[]");
  private static final Set<Kind> ASKED =
      EnumSet.complementOf(EnumSet.of(Kind.POD, Kind.SECRET, Kind.CONFIG_MAP, Kind.NAMESPACE));
  private static final List<String> LOST =
      List.of(
          "What was wrong before the change is denied, too: there is no ratchet.",
          "Nothing is recorded, nothing is put back, and the severity is gone.",
          "Changes that pass admission by are not seen.");

  static AdmissionPolicyExport of(PolicyDefinition policy) {
    var obstacles = obstacles(policy);
    return new AdmissionPolicyExport(obstacles, obstacles.isEmpty() ? text(policy) : "");
  }

  private static List<String> obstacles(PolicyDefinition policy) {
    var found = new ArrayList<String>();
    policy.checks().stream()
        .filter(check -> check.expression().isEmpty())
        .forEach(check -> found.add("the built-in check " + check.name()));
    expressions(policy).stream()
        .filter(expression -> FOREIGN.matcher(expression).find())
        .forEach(expression -> found.add("the expression " + expression.strip()));
    require(policy.match().hosts().isEmpty(), "match.hosts", found);
    require(policy.match().classes().isEmpty(), "match.classes", found);
    require(policy.match().users().isEmpty(), "match.actors.users", found);
    require(policy.match().groups().isEmpty(), "match.actors.groups", found);
    require(policy.match().exceptUsers().isEmpty(), "match.excludeActors.users", found);
    require(policy.match().exceptGroups().isEmpty(), "match.excludeActors.groups", found);
    require(policy.requires().equals(PolicyDefinition.Requires.NOTHING), "requires", found);
    require(policy.schedule().isEmpty(), "schedule", found);
    require(policy.exceptions().isEmpty(), "exceptions", found);
    return List.copyOf(found);
  }

  private static void require(boolean holds, String what, List<String> found) {
    if (!holds) {
      found.add(what);
    }
  }

  private static List<String> expressions(PolicyDefinition policy) {
    var found = new ArrayList<String>();
    policy
        .checks()
        .forEach(
            check -> {
              found.add(check.expression());
              found.add(check.messageExpression());
            });
    policy.cel().variables().forEach(one -> found.add(one.expression()));
    policy.cel().conditions().forEach(one -> found.add(one.expression()));
    policy
        .cel()
        .validations()
        .forEach(
            one -> {
              found.add(one.expression());
              found.add(one.messageExpression());
            });
    return found;
  }

  private static String text(PolicyDefinition policy) {
    var lost = LOST.stream().map(line -> "# " + line + "\n").collect(Collectors.joining());
    return "---\n# Exported from Routeguard's policy %s. Lost by that:\n".formatted(policy.id())
        + lost
        + yaml(policy(policy))
        + "---\n"
        + yaml(binding(policy));
  }

  private static String yaml(Map<String, Object> document) {
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(document);
  }

  private static Map<String, Object> policy(PolicyDefinition policy) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("failurePolicy", policy.failurePolicy().isEmpty() ? "Ignore" : policy.failurePolicy());
    spec.put("matchConstraints", constraints(policy));
    put(spec, "variables", policy.cel().variables().stream().map(AdmissionPolicyExport::named));
    put(
        spec,
        "matchConditions",
        policy.cel().conditions().stream().map(AdmissionPolicyExport::named));
    spec.put("validations", validations(policy));
    return object("ValidatingAdmissionPolicy", policy.id().name(), spec);
  }

  private static void put(
      Map<String, Object> spec, String key, Stream<Map<String, Object>> entries) {
    var list = entries.toList();
    if (!list.isEmpty()) {
      spec.put(key, list);
    }
  }

  private static Map<String, Object> named(PolicyDefinition.Named one) {
    return ordered("name", one.name(), "expression", one.expression());
  }

  private static List<Map<String, Object>> validations(PolicyDefinition policy) {
    var found = new ArrayList<Map<String, Object>>();
    for (CheckEntry check : policy.checks()) {
      found.add(validation(check.expression(), check.message(), check.messageExpression()));
    }
    policy
        .cel()
        .validations()
        .forEach(
            one -> found.add(validation(one.expression(), one.message(), one.messageExpression())));
    return found;
  }

  private static Map<String, Object> validation(
      String expression, String message, String messageExpression) {
    var validation = ordered("expression", expression);
    if (!message.isEmpty()) {
      validation.put("message", message);
    }
    if (!messageExpression.isEmpty()) {
      validation.put("messageExpression", messageExpression);
    }
    return validation;
  }

  private static Map<String, Object> constraints(PolicyDefinition policy) {
    var operations =
        policy.match().operations().isEmpty()
            ? List.of("CREATE", "UPDATE")
            : policy.match().operations();
    var rules = new ArrayList<Map<String, Object>>();
    for (Kind kind : kinds(policy)) {
      rules.add(
          ordered(
              "apiGroups",
              List.of(kind.group()),
              "apiVersions",
              List.of("*"),
              "operations",
              operations,
              "resources",
              List.of(kind.plural())));
    }
    var constraints = ordered("resourceRules", rules);
    var namespaces = namespaces(policy);
    if (!namespaces.isEmpty()) {
      constraints.put("namespaceSelector", namespaces);
    }
    var objects = requirements(policy.match().objectSelector());
    if (!objects.isEmpty()) {
      constraints.put("objectSelector", ordered("matchExpressions", objects));
    }
    return constraints;
  }

  private static Map<String, Object> namespaces(PolicyDefinition policy) {
    var expressions = new ArrayList<Map<String, Object>>();
    var names =
        policy.id().isNamespaced() ? List.of(policy.id().namespace()) : policy.match().namespaces();
    if (!names.isEmpty()) {
      expressions.add(requirement("kubernetes.io/metadata.name", "In", names));
    }
    expressions.addAll(requirements(policy.match().namespaceSelector()));
    return expressions.isEmpty() ? Map.of() : ordered("matchExpressions", expressions);
  }

  private static List<Map<String, Object>> requirements(LabelSelector selector) {
    var found = new ArrayList<Map<String, Object>>();
    new TreeMap<>(selector.matchLabels())
        .forEach((key, value) -> found.add(requirement(key, "In", List.of(value))));
    selector
        .matchExpressions()
        .forEach(
            one ->
                found.add(
                    requirement(
                        one.key(),
                        one.operator().toString(),
                        one.values().stream().sorted().toList())));
    return found;
  }

  private static Map<String, Object> requirement(String key, String operator, List<String> values) {
    var requirement = ordered("key", key, "operator", operator);
    if (!values.isEmpty()) {
      requirement.put("values", values);
    }
    return requirement;
  }

  private static List<Kind> kinds(PolicyDefinition policy) {
    return Arrays.stream(Kind.values())
        .filter(ASKED::contains)
        .filter(
            kind ->
                policy.match().kinds().isEmpty()
                    || policy.match().kinds().contains(kind.kindName()))
        .toList();
  }

  private static Map<String, Object> binding(PolicyDefinition policy) {
    var action =
        switch (policy.mode()) {
          case "Warn" -> "Warn";
          case "Deny", "Rollback" -> "Deny";
          default -> "Audit";
        };
    return object(
        "ValidatingAdmissionPolicyBinding",
        policy.id().name(),
        ordered("policyName", policy.id().name(), "validationActions", List.of(action)));
  }

  private static Map<String, Object> object(String kind, String name, Map<String, Object> spec) {
    return ordered(
        "apiVersion",
        "admissionregistration.k8s.io/v1",
        "kind",
        kind,
        "metadata",
        Map.of("name", name),
        "spec",
        spec);
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
