package dev.routeguard.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a policy, as far as it was read; every problem at once. */
final class Problems {
  private final List<PolicyProblem> all = new ArrayList<>();

  void add(String field, String message) {
    all.add(new PolicyProblem(field, message));
  }

  List<PolicyProblem> all() {
    return List.copyOf(all);
  }

  /** One of some values by its name, or the standard one where nothing or nonsense is written. */
  <T> T choice(String field, T[] choices, String text, T standard) {
    if (text.isEmpty()) {
      return standard;
    }
    for (var choice : choices) {
      if (choice.toString().equals(text)) {
        return choice;
      }
    }
    var known = Arrays.stream(choices).map(String::valueOf).collect(Collectors.joining(", "));
    add(field, "must be one of %s, not \"%s\"".formatted(known, text));
    return standard;
  }
}
