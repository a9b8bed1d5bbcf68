package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Catalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  @Test
  void every_check_has_a_bad_case_and_a_good_one() {
    var all = cases().map(Object::toString).toList();
    for (var check : Catalogue.builtIn().all()) {
      var names =
          all.stream()
              .filter(name -> name.startsWith(check.name() + "/"))
              .map(name -> name.substring(check.name().length() + 1))
              .toList();
      assertThat(names).as("cases of " + check.name()).anyMatch(name -> name.startsWith("bad"));
      assertThat(names).as("cases of " + check.name()).anyMatch(name -> name.startsWith("good"));
    }
  }

  static Stream<Case> cases() {
    return CaseFiles.below(List.of(FOLDER)).stream().map(CaseFiles::read);
  }
}
