package dev.routeguard.check;

import java.util.List;

/** R07. All requests of a rule go to rules that rank before it. */
public final class RuleShadowed implements StateCheck {
  static final String NAME = "rule-shadowed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R07",
          NAME,
          "Rule can never match",
          Severity.MEDIUM,
          "Every request of a rule is taken by rules that rank before it, with another answer; a class that reads rules in the order written has catch-all-before-specific.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return ShadowedRules.in(scope).stream()
        .filter(one -> !CatchAllBeforeSpecific.isInOrder(scope, one.rule().entry()))
        .map(
            one ->
                ShadowedRules.found(
                    DESCRIPTION, one, "Delete it, or make the rule that ranks before it narrower."))
        .toList();
  }
}
