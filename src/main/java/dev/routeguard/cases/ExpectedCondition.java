package dev.routeguard.cases;

import dev.routeguard.estate.Tree;
import dev.routeguard.routing.conditions.Condition;
import java.util.List;
import java.util.Map;
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

  static ExpectedCondition of(Map<String, Object> written) {
    return new ExpectedCondition(
        Tree.text(written, "object"),
        parent(Tree.text(written, "parent")),
        Tree.text(written, "section"),
        Tree.text(written, "type"),
        Tree.text(written, "status").equals("True"),
        Tree.text(written, "reason"));
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
        : Optional.of("expected " + this + ", got " + about);
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
