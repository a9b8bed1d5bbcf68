package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change each check finds something in, and one like it in which it finds nothing. */
class CheckCasesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "cases", "checks");

  private final CasePolicies policies = new CasePolicies();

  @ParameterizedTest
  @MethodSource("cases")
  void a_check_tells_the_bad_change_from_the_good_one(Case changeCase) {
    assertThat(changeCase.failures(policies)).isEmpty();
  }

  static Stream<Case> cases() {
    return CaseFiles.below(List.of(FOLDER)).stream().map(CaseFiles::read);
  }
}
