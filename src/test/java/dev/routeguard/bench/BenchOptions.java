package dev.routeguard.bench;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is measured.
 *
 * @param operator {@code endpoint} (the webhook's endpoint by itself), {@code operator} (the built
 *     one, which reviews and records as well), or a command; settings come by environment
 * @param rate creates per second
 * @param time measured with and without the webhook, each in all
 * @param rounds how often the two take turns
 * @param warmUp under the same load before each round, not measured
 * @param ingresses that are there all the time
 */
record BenchOptions(
    String operator, int rate, Duration time, int rounds, Duration warmUp, int ingresses) {

  private static final String ENDPOINT = "endpoint";

  /** As in bin/routeguard, so that both run alike. */
  private static final String JVM_OPTIONS =
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms32m -Xmx144m -Xss512k"
          + " -XX:MaxMetaspaceSize=128m -XX:ReservedCodeCacheSize=64m";

  /** From words such as {@code --rate=50}. */
  static BenchOptions of(String... words) {
    var values =
        new TreeMap<>(
            Map.of(
                "operator", ENDPOINT,
                "rate", "100",
                "seconds", "60",
                "rounds", "3",
                "warm-up", "30",
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

  /** The command that starts what is measured. */
  String command() {
    return switch (operator) {
      case ENDPOINT ->
          "java %s -cp %s %s"
              .formatted(
                  JVM_OPTIONS,
                  System.getProperty("java.class.path"),
                  AllowingEndpoint.class.getName());
      case "operator" -> "bin/routeguard operator";
      default -> operator;
    };
  }

  Duration round() {
    return time.dividedBy(rounds);
  }
}
