package dev.routeguard.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long the API server waits, from the {@code timeout} of the request's query
 * (k8s.io/apiserver/pkg/admission/plugin/webhook/validating/dispatcher.go sets it, in Go's notation
 * of durations), and how much of that we use.
 *
 * @param review until when the judgement has to be there
 * @param answer until when something is answered in its place; the rest is for the way back
 */
record AnswerTime(Duration review, Duration answer) {
  private static final Pattern GO_DURATION =
      Pattern.compile("(?:(\\d{1,4})m)?(?:(\\d{1,6})s)?(?:(\\d{1,7})ms)?");

  /** The default {@code timeoutSeconds} of a webhook. */
  private static final Duration DEFAULT = Duration.ofSeconds(10);

  /** More than the API server ever waits. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Duration SHORTEST_REVIEW = Duration.ofMillis(100);

  /** Where the query does not say. */
  static AnswerTime standard() {
    return within(DEFAULT);
  }

  /** Empty where the text is no duration. */
  static Optional<AnswerTime> of(@Nullable String timeout) {
    if (timeout == null) {
      return Optional.of(standard());
    }
    var parts = GO_DURATION.matcher(timeout);
    if (timeout.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    var asked =
        Duration.ofMinutes(number(parts.group(1)))
            .plusSeconds(number(parts.group(2)))
            .plusMillis(number(parts.group(3)));
    return Optional.of(within(asked.compareTo(LONGEST) > 0 ? LONGEST : asked));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static AnswerTime within(Duration timeout) {
    var review = timeout.multipliedBy(8).dividedBy(10);
    var bounded = review.compareTo(SHORTEST_REVIEW) < 0 ? SHORTEST_REVIEW : review;
    return new AnswerTime(bounded, bounded.plus(bounded.dividedBy(8)));
  }
}
