package dev.routeguard.cases;

import dev.routeguard.files.Fields;
import dev.routeguard.routing.conditions.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A condition that a case expects in the status of an object.
 *
 * @param object {@code Kind/namespace/name}
 * @param parent {@code Kind/namespace/name}; empty where it is about none
 * @param reason empty where any will do
 */
record ExpectedCondition(
    String object, String parent, String section, String type, boolean status, String reason) {

  static ExpectedCondition of(Fields written) {
    written.only("object", "parent", "section", "type", "status", "reason");
    return new ExpectedCondition(
        written.text("object"),
        parent(written.text("parent", "")),
        written.text("section", ""),
        written.text("type"),
        status(written),
        written.text("reason", ""));
  }

  private static boolean status(Fields written) {
    return switch (written.text("status").toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw written.error("status", "is neither \"True\" nor \"False\"");
    };
  }

  private static String parent(String written) {
    boolean isGateway = written.chars().filter(c -> c == '/').count() == 1;
    return isGateway ? "Gateway/" + written : written;
  }

  /** What is wrong; empty where the condition is among those predicted. */
  Optional<String> violation(List<Condition> predicted) {
    var about = predicted.stream().filter(this::isAbout).toList();
    return about.stream().anyMatch(this::isMet)
        ? Optional.empty()
        : Optional.of("expected %s, got %s".formatted(inWords(), about.isEmpty() ? "none" : about));
  }

  private String inWords() {
    var where =
        (parent.isEmpty() ? "" : " at " + parent) + (section.isEmpty() ? "" : "/" + section);
    var state = (status ? "True" : "False") + (reason.isEmpty() ? "" : "/" + reason);
    return object + where + " " + type + "=" + state;
  }

  private boolean isAbout(Condition condition) {
    var at = condition.parent() == null ? "" : condition.parent().toString();
    return condition.object().toString().equals(object)
        && at.equals(parent)
        && condition.section().equals(section)
        && condition.type().equals(type);
  }

  private boolean isMet(Condition condition) {
    return condition.status() == status && (reason.isEmpty() || reason.equals(condition.reason()));
  }
}
