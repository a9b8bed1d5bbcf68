package dev.routeguard.bench;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is measured.
 *
 * @param operator command of the operator; settings come by environment
 * @param rate creates per second
 * @param time measured with and without the webhook, each in all
 * @param rounds how often the two take turns
 * @param warmUp under the same load before each round, not measured
 * @param ingresses that are there all the time
 */
record BenchOptions(
    String operator, int rate, Duration time, int rounds, Duration warmUp, int ingresses) {

  /** From words such as {@code --rate=50}. */
  static BenchOptions of(String... words) {
    var values =
        new TreeMap<>(
            Map.of(
                "operator", "bin/routeguard operator",
                "rate", "100",
                "seconds", "60",
                "rounds", "3",
                "warm-up", "15",
                "ingresses", "1000"));
    for (var word : words) {
      var parts = word.split("=", 2);
      var name = parts[0].replaceFirst("^--", "");
      if (parts.length < 2 || values.put(name, parts[1]) == null) {
        throw new IllegalArgumentException("--NAME=VALUE, one of " + values.keySet());
      }
    }
    return new BenchOptions(
        values.get("operator"),
        Integer.parseInt(values.get("rate")),
        Duration.ofSeconds(Integer.parseInt(values.get("seconds"))),
        Integer.parseInt(values.get("rounds")),
        Duration.ofSeconds(Integer.parseInt(values.get("warm-up"))),
        Integer.parseInt(values.get("ingresses")));
  }

  Duration round() {
    return time.dividedBy(rounds);
  }
}
