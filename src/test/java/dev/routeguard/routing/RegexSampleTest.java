package dev.routeguard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSampleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/something(/|$)(.*)",
        "/(monthly|yearly)/.*",
        "/v[0-9]+/users/[^/]+",
        "/a{3}b?c*",
        "(?i:/x)\\d\\.html",
        "\\Qa.b\\E=(?:always|never)"
      })
  void common_expressions_have_a_sample_that_matches(String regex) {
    var sample = RegexSample.of(regex).orElseThrow();

    assertThat(RequestMatcher.compile(regex, false).orElseThrow().matches(sample)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{999}){999}){999}",
        "(?:(?:x{1,1000}){1,1000})",
        "((a{99}b{99}){99}c){99}",
        "((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})"
      })
  void bombs_are_not_even_tried(String regex) {
    assertThat(RequestMatcher.compile(regex, false)).isEmpty();
    assertThat(RegexSample.of(regex)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a\\", "(?=x)", "\\Q", "(?", "(", ")", "{", "x{2", "a{1001}"})
  void nonsense_has_no_sample_or_one_that_matches(String regex) {
    var compiled = RequestMatcher.compile(regex, false);

    RegexSample.of(regex)
        .ifPresent(text -> assertThat(compiled.orElseThrow().matches(text)).isTrue());
  }

  @Test
  void deep_nesting_is_refused_and_ordinary_counts_are_not() {
    assertThat(RequestMatcher.compile("(".repeat(500) + ")".repeat(500), false)).isEmpty();
    assertThat(RegexSample.of("/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}")).isPresent();
    assertThat(RegexSample.of("(/v[0-9]{1,3}){2}/x{100}")).isPresent();
  }
}
