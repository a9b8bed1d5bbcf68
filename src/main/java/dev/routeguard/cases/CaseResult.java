package dev.routeguard.cases;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What became of one case.
 *
 * @param kind empty where it could not be read
 * @param failures what is not as expected, or why the case can't be read, with file and line
 */
public record CaseResult(
    String name, String kind, Path file, List<String> failures, Duration took) {
  public CaseResult {
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }
}
