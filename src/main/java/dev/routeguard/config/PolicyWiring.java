package dev.routeguard.config;

import dev.routeguard.check.Catalogue;
import dev.routeguard.policy.ExpressionCompiler;
import dev.routeguard.policy.ExpressionLimits;
import dev.routeguard.policy.PolicyCompiler;
import dev.routeguard.policy.PolicySource;
import dev.routeguard.reconcile.PolicyStatuses;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** How policies are compiled, for those who judge by them and those who tell their authors. */
@Singleton
final class PolicyWiring {
  @Produces
  @Singleton
  PolicyCompiler compiler() {
    return new PolicyCompiler(
        Catalogue.builtIn(), new ExpressionCompiler(ExpressionLimits.standard()));
  }

  @Produces
  @Singleton
  PolicyStatuses statuses(PolicyCompiler compiler) {
    return new PolicyStatuses(
        (id, spec) -> compiler.compile(PolicySource.read(id, spec)), Clock.systemUTC());
  }
}
