package dev.routeguard.cases;

import java.util.List;

/** One case file: an estate, and what must come of it. */
public sealed interface Case permits RouteCase, ChangeCase {
  /** Unique in its corpus. */
  String name();

  /** As written in the file. */
  String kind();

  /**
   * What is not as expected, a sentence each.
   *
   * @param policies those that changes are judged by
   */
  List<String> failures(CasePolicies policies);
}
