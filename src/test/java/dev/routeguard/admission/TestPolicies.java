package dev.routeguard.admission;

import dev.routeguard.check.Catalogue;
import dev.routeguard.check.ConfiguredCheck;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.FailurePolicy;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.policy.PolicyMatch;
import dev.routeguard.policy.Requirements;
import java.util.List;

/** One policy: no route may be lost. */
final class TestPolicies {
  private TestPolicies() {}

  static PolicyBook noLostRoutes(Mode mode, FailurePolicy failurePolicy) {
    return PolicyBook.of(List.of(policy(mode, failurePolicy)));
  }

  static CompiledPolicy policy(Mode mode, FailurePolicy failurePolicy) {
    var check = Catalogue.builtIn().find("route-lost").orElseThrow();
    return new CompiledPolicy(
        PolicyId.cluster("no-lost-routes", 3),
        mode,
        failurePolicy,
        null,
        "",
        "",
        "",
        PolicyMatch.EVERYTHING,
        List.of(ConfiguredCheck.standard(check)),
        List.of(),
        Requirements.NONE);
  }
}
