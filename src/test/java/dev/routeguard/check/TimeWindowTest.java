package dev.routeguard.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {
  private static TimeWindow window(Map<String, Object> given) {
    var reading = TimeWindow.read(given);
    assertThat(reading.problem()).isEmpty();
    return reading.window().orElseThrow();
  }

  private static boolean holds(TimeWindow window, String at) {
    return window.holds(Instant.parse(at));
  }

  @Test
  void a_window_holds_its_first_moment_and_not_its_last() {
    var window =
        window(
            Map.of(
                "from", "2026-12-23T16:00:00Z",
                "until", "2027-01-02T08:00:00Z",
                "reason", "holidays"));
    assertThat(holds(window, "2026-12-23T15:59:59Z")).isFalse();
    assertThat(holds(window, "2026-12-23T16:00:00Z")).isTrue();
    assertThat(holds(window, "2027-01-02T07:59:59Z")).isTrue();
    assertThat(holds(window, "2027-01-02T08:00:00Z")).isFalse();
    assertThat(window.reason()).isEqualTo("holidays");
  }

  @ParameterizedTest
  @CsvSource({
    // Friday 16:00 in Berlin is 15:00 UTC in winter and 14:00 in summer.
    "2026-01-09T14:59:59Z, false",
    "2026-01-09T15:00:00Z, true",
    "2026-07-10T13:59:59Z, false",
    "2026-07-10T14:00:00Z, true",
    // 64 hours later it is Monday 08:00.
    "2026-01-12T06:59:59Z, true",
    "2026-01-12T07:00:00Z, false",
    "2026-01-14T12:00:00Z, false"
  })
  void a_recurring_window_follows_the_clock_of_its_zone(String at, boolean holds) {
    var window = window(Map.of("cron", "0 16 * * 5", "duration", "64h", "zone", "Europe/Berlin"));
    assertThat(holds(window, at)).isEqualTo(holds);
  }

  @Test
  void a_window_lasts_as_long_as_it_says_over_a_change_of_clocks() {
    // The clocks of Berlin go forward on 29 March 2026; 64 hours stay 64 hours.
    var window = window(Map.of("cron", "0 16 * * 5", "duration", "64h", "zone", "Europe/Berlin"));
    assertThat(holds(window, "2026-03-30T06:59:59Z")).isTrue();
    assertThat(holds(window, "2026-03-30T07:00:00Z")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "90m, 2026-01-01T01:29:59Z, 2026-01-01T01:30:00Z",
    "PT2H, 2026-01-01T01:59:59Z, 2026-01-01T02:00:00Z"
  })
  void durations_are_short_words_or_iso_8601(String duration, String inside, String outside) {
    var window = window(Map.of("cron", "0 0 1 1 *", "duration", duration));
    assertThat(holds(window, inside)).isTrue();
    assertThat(holds(window, outside)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from  | tomorrow             | until    | 2026-01-02T00:00:00Z | is no time",
        "from  | 2026-01-02T00:00:00Z | until    | 2026-01-01T00:00:00Z | must end after it begins",
        "cron  | 0 16 * * 5           | duration | 30s                  | is no time",
        "cron  | 0 16 * * 5           | duration | 32d                  | at most 31 days",
        "cron  | 61 16 * * 5          | duration | 1h                   | cron",
        "cron  | every friday         | duration | 1h                   | cron"
      })
  void what_is_wrong_with_a_window_is_said(
      String key, String value, String other, String otherValue, String problem) {
    var reading = TimeWindow.read(Map.of(key, value, other, otherValue));
    assertThat(reading.window()).isEmpty();
    assertThat(reading.problem().orElseThrow()).contains(problem);
  }

  @Test
  void a_zone_that_does_not_exist_and_a_stray_key_are_named() {
    var zone =
        TimeWindow.read(Map.of("cron", "0 16 * * 5", "duration", "1h", "zone", "Europe/Nowhere"));
    assertThat(zone.problem().orElseThrow()).contains("Europe/Nowhere");
    var stray =
        TimeWindow.read(
            Map.of("from", "2026-01-01T00:00:00Z", "until", "2026-01-02T00:00:00Z", "to", "x"));
    assertThat(stray.problem().orElseThrow()).contains("\"to\"");
    assertThat(TimeWindow.read("friday").problem()).isPresent();
  }
}
