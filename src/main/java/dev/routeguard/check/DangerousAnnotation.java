package dev.routeguard.check;

import dev.routeguard.estate.AnnotationForm;
import dev.routeguard.estate.AnnotationRisk;
import dev.routeguard.estate.AnnotationRow;
import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * X01. An annotation that lets its writer put text into the data plane's configuration, or a value
 * or path with characters that end a directive there. The risk of each annotation comes from the
 * tables (for ingress-nginx its annotations-risk.md); CVE-2021-25742, CVE-2023-5043, CVE-2023-5044,
 * CVE-2025-1097, CVE-2025-1098, CVE-2025-24514, CVE-2026-24512.
 */
public final class DangerousAnnotation implements StateCheck {
  static final String NAME = "dangerous-annotation";
  private static final String RISK = "risk";
  private static final String ALLOW = "allow";
  private static final String NGINX = "ingress-nginx";

  /** Values of these are pasted into nginx.conf. */
  private static final Set<String> PASTED = Set.of(NGINX, "traefik-ingress-nginx");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[a-zA-Z0-9_]+}");
  private static final Pattern ENDS_DIRECTIVE = Pattern.compile("[\\n\\r;{}`]");
  private static final Pattern ENDS_PATH = Pattern.compile("[\\n\\r;`]");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X01",
          NAME,
          "Snippet or injection in annotation or path",
          Severity.CRITICAL,
          "An Ingress has an annotation of the controller's Critical risk class, or a newline,"
              + " semicolon, brace, backtick or unbalanced quote in another annotation or a path.",
          List.of(
              ParameterSpec.severity(
                  RISK,
                  Severity.CRITICAL,
                  "Lowest risk class to report; those below Critical are Medium."),
              ParameterSpec.texts(ALLOW, List.of(), "Annotation keys that may be used.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    var allowed = new HashSet<>(parameters.texts(ALLOW));
    var lowest = parameters.severity(RISK);
    scope
        .present(Kind.INGRESS)
        .forEach(
            ingress -> {
              var dialects = dialects(ingress, scope.tables());
              annotations(ingress, dialects, allowed, lowest, found);
              paths(ingress, dialects, found);
            });
    return found;
  }

  private static Set<String> dialects(KubernetesObject ingress, RouteTables tables) {
    var dialects = new HashSet<String>();
    tables.entriesOf(ingress.ref()).forEach(entry -> dialects.add(tables.dialectOf(entry)));
    if (dialects.contains("traefik-ingress-nginx")) {
      dialects.add(NGINX);
    }
    return dialects;
  }

  private static void annotations(
      KubernetesObject ingress,
      Set<String> dialects,
      Set<String> allowed,
      Severity lowest,
      List<Found> found) {
    ingress.annotations().keySet().stream()
        .sorted()
        .filter(key -> !allowed.contains(key))
        .forEach(
            key ->
                AnnotationTable.SHIPPED
                    .row(key)
                    .filter(row -> dialects.contains(row.dialect()))
                    .flatMap(row -> annotation(ingress, key, row, lowest))
                    .ifPresent(found::add));
  }

  private static Optional<Found> annotation(
      KubernetesObject ingress, String key, AnnotationRow row, Severity lowest) {
    var risk = row.risk().map(DangerousAnnotation::severity).orElse(Severity.LOW);
    if (risk == Severity.CRITICAL) {
      return Optional.of(risky(ingress, key, risk));
    }
    var value = ingress.annotations().getOrDefault(key, "");
    var bad = row.dialect().equals(NGINX) ? injection(value, row.form()) : Optional.<String>empty();
    if (bad.isPresent()) {
      return bad.map(what -> injected(ingress, key, what));
    }
    return row.risk().isPresent() && risk.isAtLeast(lowest)
        ? Optional.of(risky(ingress, key, risk).as(Severity.MEDIUM))
        : Optional.empty();
  }

  private static Severity severity(AnnotationRisk risk) {
    return switch (risk) {
      case CRITICAL -> Severity.CRITICAL;
      case HIGH -> Severity.HIGH;
      case MEDIUM -> Severity.MEDIUM;
      case LOW -> Severity.LOW;
    };
  }

  private static Found risky(KubernetesObject ingress, String key, Severity risk) {
    return Found.at(
        DESCRIPTION,
        ingress.ref(),
        key,
        "metadata.annotations[%s]".formatted(key),
        risk == Severity.CRITICAL
            ? "%s puts raw text into the configuration that all routes share".formatted(key)
            : "%s is of risk class %s".formatted(key, risk),
        "Use the specific annotation for it, or ask the platform team.");
  }

  private static Found injected(KubernetesObject ingress, String key, String what) {
    return Found.at(
        DESCRIPTION,
        ingress.ref(),
        key + " value",
        "metadata.annotations[%s]".formatted(key),
        "the value of %s holds %s, which ends a directive in the configuration"
            .formatted(key, what),
        "Take it out of the value.");
  }

  private static Optional<String> injection(String value, AnnotationForm form) {
    var text = VARIABLE.matcher(value.strip()).replaceAll("");
    if (form == AnnotationForm.LIST || form == AnnotationForm.HEADERS) {
      text = text.replaceAll("[\\n\\r]", "");
    }
    if (text.startsWith("~")) {
      text = text.replaceAll("[{}]", "");
    }
    return character(text, ENDS_DIRECTIVE);
  }

  private static Optional<String> character(String text, Pattern pattern) {
    var matcher = pattern.matcher(text);
    if (matcher.find()) {
      var found = matcher.group();
      return Optional.of(found.isBlank() ? "a line break" : "\"" + found + "\"");
    }
    var quotes = text.chars().filter(c -> c == '"').count();
    return quotes % 2 == 0 ? Optional.empty() : Optional.of("an unbalanced quote");
  }

  private static void paths(KubernetesObject ingress, Set<String> dialects, List<Found> found) {
    if (dialects.stream().noneMatch(PASTED::contains)) {
      return;
    }
    var regex =
        "true".equals(ingress.annotations().get("nginx.ingress.kubernetes.io/use-regex"))
            || ingress.annotations().containsKey("nginx.ingress.kubernetes.io/rewrite-target");
    for (var rule : Ingresses.rules(ingress)) {
      var braces = regex || rule.pathType().equals("ImplementationSpecific");
      character(rule.path(), braces ? ENDS_PATH : ENDS_DIRECTIVE)
          .ifPresent(what -> found.add(path(ingress, rule, what)));
    }
  }

  private static Found path(KubernetesObject ingress, IngressRule rule, String what) {
    return Found.at(
        DESCRIPTION,
        ingress.ref(),
        Wording.host(rule.host()) + " " + rule.path(),
        rule.fieldPath() + ".path",
        "the path %s holds %s, which ends a directive in the configuration"
            .formatted(rule.path().replaceAll("\\s", " "), what),
        "Take it out of the path.");
  }
}
