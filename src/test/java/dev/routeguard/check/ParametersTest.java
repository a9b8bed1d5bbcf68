package dev.routeguard.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  private final CheckDescription weights = new WeightToDeadBackend().description();
  private final CheckDescription paths = new PathMetacharacters().description();
  private final CheckDescription lost = new RouteLost().description();

  @Test
  void what_is_not_given_has_its_default() {
    assertThat(Parameters.standard(weights).decimal("criticalShare")).isEqualTo(0.10);
  }

  @Test
  void whole_numbers_are_numbers_too() {
    var reading = Parameters.read(weights, Map.of("criticalShare", 1));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.parameters().decimal("criticalShare")).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a-z", "(?=a)b", "((a{900}){900}){900}"})
  void an_expression_that_re2_does_not_take_is_a_problem(String expression) {
    assertThat(Parameters.read(paths, Map.of("allowed", expression)).problems())
        .containsExactly(
            "parameter allowed must be a regular expression of RE2, not too large with its"
                + " counts written out, not "
                + expression);
  }

  @Test
  void an_expression_is_compiled_once() {
    var parameters = Parameters.read(paths, Map.of("allowed", "(a+)+$")).parameters();
    assertThat(parameters.regex("allowed")).isSameAs(parameters.regex("allowed"));
  }

  @Test
  void an_unknown_name_is_a_problem_that_lists_the_known_ones() {
    assertThat(Parameters.read(weights, Map.of("criticalshare", 0.2)).problems())
        .containsExactly(
            "check weight-to-dead-backend has no parameter criticalshare"
                + " (it takes criticalShare)");
  }

  @Test
  void a_wrong_type_is_a_problem() {
    assertThat(Parameters.read(weights, Map.of("criticalShare", "a lot")).problems())
        .containsExactly("parameter criticalShare must be a number, not a lot");
    assertThat(Parameters.read(lost, Map.of("ignoreHosts", "a.io")).problems()).hasSize(1);
  }

  @Test
  void values_are_bounded() {
    assertThat(Parameters.read(weights, Map.of("criticalShare", 1.5)).problems())
        .containsExactly("parameter criticalShare must be between 0.0 and 1.0, not 1.5");
    assertThat(Parameters.read(weights, Map.of("criticalShare", Double.NaN)).problems()).hasSize(1);
    var many = Collections.nCopies(101, "a.io");
    assertThat(Parameters.read(lost, Map.of("ignoreHosts", many)).problems())
        .containsExactly("parameter ignoreHosts holds more than 100 items");
  }

  @Test
  void hosts_and_ranges_must_look_like_some() {
    assertThat(Parameters.read(lost, Map.of("ignoreHosts", List.of("http://a"))).problems())
        .hasSize(1);
    var ranges = new SourceRangesWidened().description();
    assertThat(Parameters.read(ranges, Map.of("trusted", List.of("10.0.0.0/99"))).problems())
        .hasSize(1);
  }
}
