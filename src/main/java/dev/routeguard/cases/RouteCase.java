package dev.routeguard.cases;

import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.conditions.GatewayConditions;
import java.util.ArrayList;
import java.util.List;

/** One case of kind RouteCase: an estate, requests, and what they must be answered. */
public record RouteCase(
    String name, Estate estate, List<Question> questions, List<ExpectedCondition> conditions)
    implements Case {
  static final String KIND = "RouteCase";

  /** A request and what must answer it. */
  record Question(Entry entry, Request request, Expectation expect) {}

  public RouteCase {
    questions = List.copyOf(questions);
    conditions = List.copyOf(conditions);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<String> failures(CasePolicies policies) {
    var failures = new ArrayList<String>();
    var tables = RouteTables.of(estate);
    for (int i = 0; i < questions.size(); i++) {
      var question = questions.get(i);
      var asked = "request %d %s: ".formatted(i + 1, question.request());
      var outcome = tables.answer(question.entry(), question.request());
      question
          .expect()
          .violation(outcome)
          .map(why -> asked + why + ", at " + question.entry())
          .ifPresent(failures::add);
    }
    failures.addAll(wrongConditions());
    return failures;
  }

  private List<String> wrongConditions() {
    if (conditions.isEmpty()) {
      return List.of();
    }
    // A status is written by a controller, and that one may read every Secret.
    var predicted = GatewayConditions.of(estate.whole()).all();
    var failures = new ArrayList<String>();
    for (int i = 0; i < conditions.size(); i++) {
      var at = "condition %d: ".formatted(i + 1);
      conditions.get(i).violation(predicted).map(at::concat).ifPresent(failures::add);
    }
    return failures;
  }

  @Override
  public String toString() {
    return name;
  }
}
