package dev.routeguard.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import java.util.List;
import java.util.Map;

/** Asks one check about changes, through the rules, as a review does. */
final class Asked {
  private Asked() {}

  static List<Weighed> of(Check check, Estate estate, Change... changes) {
    return of(check, Map.of(), estate, changes);
  }

  static List<Weighed> of(
      Check check, Map<String, Object> parameters, Estate estate, Change... changes) {
    var reading = Parameters.read(check.description(), parameters);
    assertThat(reading.problems()).isEmpty();
    return Rules.apply(
        new ConfiguredCheck(check, reading.parameters()), Situation.of(List.of(changes), estate));
  }
}
