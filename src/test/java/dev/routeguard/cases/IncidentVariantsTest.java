package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes of public incidents in other kinds and dialects, each with a benign twin, under the
 * starter policies in Deny mode.
 */
class IncidentVariantsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "cases", "changes");
  private static final CasePolicies POLICIES = new CasePolicies();

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_variant_is_judged_like_its_incident(ChangeCase changeCase) {
    assertThat(changeCase.failures(POLICIES)).isEmpty();
  }

  @Test
  void every_incident_has_variants_of_both_kinds() {
    var names = cases().map(ChangeCase::name).toList();
    assertThat(names).hasSizeGreaterThanOrEqualTo(60);
    assertThat(names.stream().filter(name -> name.endsWith("-bad")).count()).isGreaterThan(30);
    assertThat(names.stream().filter(name -> name.endsWith("-benign")).count()).isGreaterThan(30);
  }

  private static Stream<ChangeCase> cases() {
    return CaseFiles.below(List.of(FOLDER)).stream().map(file -> (ChangeCase) CaseFiles.read(file));
  }
}
