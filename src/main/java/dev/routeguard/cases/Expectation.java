package dev.routeguard.cases;

import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Share;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compares an outcome with what a case expects. */
final class Expectation {
  private static final double POINTS = 0.5;

  private Expectation() {}

  /** What is wrong; empty where the outcome is as expected. */
  static Optional<String> violation(Map<String, Object> expect, Outcome outcome) {
    return isMet(expect, outcome)
        ? Optional.empty()
        : Optional.of("expected " + expect + ", got " + outcome);
  }

  private static boolean isMet(Map<String, Object> expect, Outcome outcome) {
    if (expect.containsKey("backend")) {
      return shares(outcome).equals(Map.of(Tree.text(expect, "backend"), 100.0));
    }
    if (expect.containsKey("backends")) {
      return sharesMet(Tree.map(expect, "backends"), shares(outcome));
    }
    if (expect.containsKey("status")) {
      long code = Tree.number(expect, "status", -1);
      return shares(outcome).equals(Map.of(Long.toString(code), 100.0));
    }
    if (expect.containsKey("redirect")) {
      var redirect = Tree.map(expect, "redirect");
      return outcome instanceof Outcome.Redirect actual
          && actual.code() == Tree.number(redirect, "status", actual.code())
          && url(actual.location()).equals(url(Tree.text(redirect, "location")));
    }
    return outcome instanceof Outcome.Undefined;
  }

  private static URI url(String location) {
    return URI.create(location).normalize();
  }

  private static boolean sharesMet(Map<String, Object> wanted, Map<String, Double> actual) {
    var left = new HashMap<>(actual);
    for (Map.Entry<String, Object> share : wanted.entrySet()) {
      double percent = ((Number) share.getValue()).doubleValue();
      var got = left.remove(share.getKey());
      if (Math.abs(percent - (got == null ? 0 : got)) > POINTS) {
        return false;
      }
    }
    // What the case leaves out is answered by the data plane itself.
    return left.keySet().stream().allMatch(key -> key.matches("[0-9]+"));
  }

  /** Per cent by backend or, where the data plane answers itself, by status. */
  private static Map<String, Double> shares(Outcome outcome) {
    var shares = new HashMap<String, Double>();
    if (outcome instanceof Outcome.Status status) {
      shares.put(Integer.toString(status.code()), 100.0);
    } else if (outcome instanceof Outcome.Forward forward) {
      for (Share share : forward.shares()) {
        var who = share.isServed() ? share.backend().toString() : Integer.toString(share.status());
        if (share.percent() > 0) {
          shares.merge(who, share.percent(), Double::sum);
        }
      }
    }
    return shares;
  }
}
