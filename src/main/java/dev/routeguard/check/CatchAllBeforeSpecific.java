package dev.routeguard.check;

import dev.routeguard.routing.Entry;
import java.util.List;
import java.util.Set;

/** R29. Rules in a wrong order: AWS Load Balancer Controller, "rules are evaluated in order". */
public final class CatchAllBeforeSpecific implements StateCheck {
  static final String NAME = "catch-all-before-specific";
  private static final Set<String> IN_ORDER = Set.of("aws-alb");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R29",
          NAME,
          "Catch-all before a specific rule",
          Severity.HIGH,
          "Where a class reads rules in the order written (ALB), a rule stands before another that it covers, so that the later one never answers.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return ShadowedRules.in(scope).stream()
        .filter(one -> isInOrder(scope, one.rule().entry()))
        .map(one -> ShadowedRules.found(DESCRIPTION, one, "Move the broader rule behind it."))
        .toList();
  }

  /** Whether the first rule that matches answers, whatever is more specific. */
  static boolean isInOrder(Scope scope, Entry entry) {
    return IN_ORDER.contains(scope.tables().dialectOf(entry));
  }
}
