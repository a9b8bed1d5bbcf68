package dev.routeguard.config;

import dev.routeguard.reconcile.ChangeSetStatuses;
import dev.routeguard.watch.EstateFeed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The Estate, for those who judge by it and those who tell people how far their changes are. */
@Singleton
final class EstateWiring {
  @Produces
  @Singleton
  EstateFeed estate(Settings settings) {
    return new EstateFeed(settings.dialects(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  ChangeSetStatuses changeSets(EstateFeed estate) {
    return new ChangeSetStatuses(estate::estate, Clock.systemUTC());
  }
}
