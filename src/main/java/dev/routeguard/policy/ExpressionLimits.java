package dev.routeguard.policy;

import java.time.Duration;

/**
 * What an expression may cost. Policies are written by people who may err or mean harm, and run on
 * the admission path.
 *
 * @param characters longest expression
 * @param depth deepest nesting when parsed
 * @param iterations most steps of all comprehensions together
 * @param regexSize largest compiled regular expression
 * @param search largest product of a text's length and the size of the pattern searched for
 * @param elements longest list
 * @param time longest evaluation
 * @param together longest of all evaluations of a policy about one change
 */
public record ExpressionLimits(
    int characters,
    int depth,
    int iterations,
    int regexSize,
    long search,
    int elements,
    Duration time,
    Duration together) {
  public static ExpressionLimits standard() {
    return new ExpressionLimits(
        4096, 64, 10_000, 2_000, 500_000, 20_000, Duration.ofMillis(30), Duration.ofMillis(45));
  }
}
