package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.review.Review;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several announcers, told in order. */
public record Announcers(List<Announcer> all) implements Announcer {
  public Announcers {
    all = List.copyOf(all);
  }

  @Override
  public void decided(RouteChange record, ChangeAction action, @Nullable Review review) {
    all.forEach(announcer -> announcer.decided(record, action, review));
  }

  @Override
  public void dropped(String what, String why) {
    all.forEach(announcer -> announcer.dropped(what, why));
  }
}
