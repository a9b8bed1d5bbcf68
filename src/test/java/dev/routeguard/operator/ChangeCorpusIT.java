package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.routeguard.cases.CaseFiles;
import dev.routeguard.cases.CasePolicies;
import dev.routeguard.cases.ChangeCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The public incidents and their benign twins through real admission: one object as a request to
 * the API server, several as a change set. Read from the folder that the property {@code
 * routeguard.cases} or the variable {@code ROUTEGUARD_CASES} names.
 */
class ChangeCorpusIT {
  private static GuardedCluster cluster;

  @BeforeAll
  static void install() {
    folder();
    cluster = GuardedCluster.install();
  }

  @AfterAll
  static void remove() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void the_api_server_gives_the_verdicts_that_files_give() {
    var policies = new CasePolicies();
    var wrong = new TreeMap<String, String>();
    int asked = 0;
    for (var file : CaseFiles.below(List.of(folder().resolve("changes")))) {
      var changeCase = (ChangeCase) CaseFiles.read(file);
      var expected = changeCase.review(policies).verdict().toString();
      var actual = cluster.verdict(changeCase, file);
      asked++;
      if (!actual.name().equals(expected)) {
        wrong.put(changeCase.name(), "expected %s, got %s".formatted(expected, actual));
      }
    }
    System.out.printf(
        "changes judged by real admission: %d, as from files %d%n", asked, asked - wrong.size());
    assertThat(asked).isGreaterThanOrEqualTo(52);
    assertThat(wrong).isEmpty();
  }

  private static Path folder() {
    var named =
        Optional.ofNullable(System.getProperty("routeguard.cases"))
            .or(() -> Optional.ofNullable(System.getenv("ROUTEGUARD_CASES")))
            .map(Path::of);
    assumeTrue(
        named.filter(Files::isDirectory).isPresent(),
        "no case corpora: set ROUTEGUARD_CASES to the folder that holds them");
    return named.orElseThrow();
  }
}
