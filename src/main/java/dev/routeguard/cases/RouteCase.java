package dev.routeguard.cases;

import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One case of kind RouteCase: an estate, requests, and what they must be answered. */
record RouteCase(
    Path folder, Estate estate, List<Question> questions, List<ExpectedCondition> conditions) {

  /** A request and what must answer it. */
  record Question(Entry entry, Request request, Map<String, Object> expect) {}

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
