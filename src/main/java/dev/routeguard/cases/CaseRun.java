package dev.routeguard.cases;

import dev.routeguard.files.BadInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Runs every case below folders, on all cores.
 *
 * @param results in the order of the files
 */
public record CaseRun(List<CaseResult> results) {
  public CaseRun {
    results = List.copyOf(results);
  }

  /** Case files that can't be read are failed cases; folders without a case are an error. */
  public static CaseRun of(List<Path> folders) {
    var policies = new CasePolicies();
    return new CaseRun(
        CaseFiles.below(folders).parallelStream().map(file -> run(file, policies)).toList());
  }

  public long passed() {
    return results.stream().filter(CaseResult::passed).count();
  }

  public long failed() {
    return results.size() - passed();
  }

  private static CaseResult run(Path file, CasePolicies policies) {
    long start = System.nanoTime();
    var name = Objects.toString(file.getParent(), "");
    var kind = "";
    List<String> failures;
    try {
      var read = CaseFiles.read(file);
      name = read.name();
      kind = read.kind();
      failures = read.failures(policies);
    } catch (BadInputException e) {
      failures = List.of(e.getMessage());
    } catch (RuntimeException e) {
      // One case must not take the answers of all others away.
      failures = List.of(file + ": a fault of Routeguard: " + e);
    }
    return new CaseResult(name, kind, file, failures, Duration.ofNanos(System.nanoTime() - start));
  }
}
