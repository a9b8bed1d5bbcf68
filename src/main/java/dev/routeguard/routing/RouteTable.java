package dev.routeguard.routing;

import java.util.List;

/** Which request goes where on one entry, in the order its dialect decides. */
public interface RouteTable {
  Entry entry();

  /** Who answers, and what else was considered. */
  Explanation explain(Request request);

  default Outcome answer(Request request) {
    return explain(request).outcome();
  }

  /** All routes, best first within a host. */
  List<RoutedMatch> routes();

  /** What could not be translated. */
  List<Untranslated> notes();
}
