package dev.routeguard.cases;

import dev.routeguard.estate.Estate;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One case of kind RouteCase: an estate, requests, and what they must be answered.
 *
 * @param unreadKinds kinds among its objects that the Estate does not read
 */
record RouteCase(Path folder, Estate estate, List<Question> questions, List<String> unreadKinds) {

  /**
   * @param unanswerable why the model can't be asked; null where it can
   */
  record Question(
      Entry entry, Request request, Map<String, Object> expect, @Nullable String unanswerable) {}

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
