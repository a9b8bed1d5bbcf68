package dev.routeguard.cli;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.CheckDescription;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Severity;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.ReviewError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A review as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0). What was there before is in it
 * as unchanged. A result's fingerprint is that of the finding's identity, so that it survives edits
 * of the file around it.
 */
final class SarifLog {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String FINGERPRINT = "routeguardFinding/v1";
  private static final String HOME = "https://routeguard.dev";

  private final CheckedReview checked;
  private final List<String> rules;
  private final Catalogue catalogue = Catalogue.builtIn();

  SarifLog(CheckedReview checked) {
    this.checked = checked;
    this.rules =
        List.copyOf(
            new TreeSet<>(
                checked.findings().stream().map(judged -> judged.finding().check()).toList()));
  }

  String json() {
    var run = new LinkedHashMap<String, Object>();
    run.put("tool", Map.of("driver", driver()));
    run.put("invocations", List.of(invocation()));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", checked.findings().stream().map(this::result).toList());
    var log = new LinkedHashMap<String, Object>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return Json.of(log);
  }

  private Map<String, Object> driver() {
    var driver = new LinkedHashMap<String, Object>();
    driver.put("name", "routeguard");
    driver.put("version", Version.number());
    driver.put("informationUri", HOME);
    driver.put("rules", rules.stream().map(this::rule).toList());
    return driver;
  }

  private Map<String, Object> rule(String name) {
    var rule = new LinkedHashMap<String, Object>();
    rule.put("id", name);
    catalogue.find(name).map(check -> check.description()).ifPresent(row -> describe(row, rule));
    return rule;
  }

  private static void describe(CheckDescription row, Map<String, Object> rule) {
    rule.put("shortDescription", Map.of("text", row.title()));
    rule.put("fullDescription", Map.of("text", row.finds()));
    rule.put("helpUri", row.docs());
    rule.put("defaultConfiguration", Map.of("level", level(row.severity())));
    rule.put(
        "properties",
        Map.of("code", row.code(), "security-severity", securitySeverity(row.severity())));
  }

  private Map<String, Object> invocation() {
    var invocation = new LinkedHashMap<String, Object>();
    invocation.put("executionSuccessful", checked.review().errors().isEmpty());
    invocation.put(
        "toolExecutionNotifications",
        checked.review().errors().stream().map(SarifLog::notification).toList());
    return invocation;
  }

  private static Map<String, Object> notification(ReviewError error) {
    return Map.of(
        "level",
        "error",
        "message",
        Map.of(
            "text",
            "%s of policy %s could not be evaluated: %s"
                .formatted(error.check(), error.policy().qualifiedName(), error.why())));
  }

  private Map<String, Object> result(JudgedFinding judged) {
    var finding = judged.finding();
    var result = new LinkedHashMap<String, Object>();
    result.put("ruleId", finding.check());
    result.put("ruleIndex", rules.indexOf(finding.check()));
    result.put("level", level(finding.severity()));
    result.put("message", Map.of("text", message(finding)));
    result.put("locations", List.of(location(finding)));
    result.put("partialFingerprints", Map.of(FINGERPRINT, fingerprint(finding)));
    result.put("baselineState", judged.isAdded() ? "new" : "unchanged");
    result.put(
        "properties",
        Map.of(
            "severity",
            finding.severity().toString(),
            "policy",
            judged.policy().qualifiedName(),
            "witness",
            finding.witness()));
    return result;
  }

  private static String message(Finding finding) {
    var parts = new ArrayList<String>(List.of(finding.message() + "."));
    if (!finding.remedy().isEmpty()) {
      parts.add(finding.remedy());
    }
    return String.join(" ", parts);
  }

  private Map<String, Object> location(Finding finding) {
    var location = new LinkedHashMap<String, Object>();
    checked
        .sources()
        .of(finding)
        .ifPresent(place -> location.put("physicalLocation", physical(place)));
    location.put(
        "logicalLocations",
        List.of(
            Map.of(
                "fullyQualifiedName",
                (finding.object() + " " + finding.fieldPath()).strip(),
                "kind",
                "object")));
    return location;
  }

  private static Map<String, Object> physical(Sources.Place place) {
    return Map.of(
        "artifactLocation",
        Map.of("uri", FileUri.of(place.file())),
        "region",
        Map.of("startLine", Math.max(1, place.line())));
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }

  /** On the scale of CVSS, by which code scanning sorts. */
  private static String securitySeverity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.0";
      case LOW -> "2.0";
    };
  }

  private static String fingerprint(Finding finding) {
    var identity = String.join("\n", finding.check(), "" + finding.object(), finding.subject());
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
