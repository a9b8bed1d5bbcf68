package dev.routeguard.review;

import dev.routeguard.check.Severity;
import dev.routeguard.estate.Change;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.RouteDelta;
import java.util.List;
import java.util.Locale;

/**
 * The checklist of one change, in Markdown: what it touches, what to test after it, and how to put
 * it back. Short enough to be read by somebody who was woken up by it.
 *
 * @param putBack how the state before comes back, each a step
 */
public record Checklist(Review review, List<String> putBack) {
  private static final int MOST_LINES = 20;
  private static final String CUT = "\n- and more, which did not fit\n";

  public Checklist {
    putBack = List.copyOf(putBack);
  }

  /** At most so many characters; empty where the change touches nothing and nothing is found. */
  public String markdown(int most) {
    if (review.diff().isEmpty() && review.findings().stream().noneMatch(JudgedFinding::isAdded)) {
      return "";
    }
    var text = new StringBuilder();
    text.append("## What it touches\n");
    review.changes().stream().limit(MOST_LINES).map(Checklist::change).forEach(text::append);
    touched(text);
    text.append("\n## What to test after it\n");
    tests(text);
    text.append("\n## How to put it back\n");
    putBack.forEach(step -> text.append("- [ ] ").append(step).append('\n'));
    return text.length() <= most ? text.toString() : text.substring(0, most - CUT.length()) + CUT;
  }

  private static String change(Change change) {
    var user = change.actor().user();
    return "- %s %s%s\n"
        .formatted(
            change.operation().name().toLowerCase(Locale.ROOT),
            change.ref(),
            user.isEmpty() ? "" : " by " + oneLine(user));
  }

  private void touched(StringBuilder text) {
    var impact = review.impact();
    if (!impact.equals(Impact.NONE)) {
      text.append(
          "- %s on %s in %s; ready endpoints %d before, %d after\n"
              .formatted(
                  InWords.count(impact.routes(), "route"),
                  InWords.count(impact.hosts(), "host"),
                  InWords.count(impact.namespaces(), "namespace"),
                  impact.readyEndpointsBefore(),
                  impact.readyEndpointsAfter()));
    }
    lines(
        text,
        review.diff().deltas().stream().map(delta -> "- " + oneLine(delta.inWords())).toList());
    lines(
        text,
        review.findings().stream()
            .filter(JudgedFinding::isAdded)
            .filter(judged -> judged.finding().severity().isAtLeast(Severity.MEDIUM))
            .map(judged -> judged.finding())
            .map(one -> "- found: %s %s".formatted(one.severity(), oneLine(one.message())))
            .distinct()
            .toList());
  }

  private void tests(StringBuilder text) {
    if (review.diff().isEmpty()) {
      text.append("- [ ] No request should be answered differently.\n");
    }
    lines(text, review.diff().deltas().stream().map(Checklist::test).distinct().toList());
  }

  private static String test(RouteDelta delta) {
    var curl = delta.witness().curl();
    return "- [ ] `%s` is answered by %s"
        .formatted(
            oneLine(curl.isEmpty() ? delta.witness().toString() : curl),
            oneLine(delta.after().inWords()));
  }

  private static void lines(StringBuilder text, List<String> lines) {
    lines.stream().limit(MOST_LINES).forEach(line -> text.append(line).append('\n'));
    if (lines.size() > MOST_LINES) {
      text.append("- and %d more\n".formatted(lines.size() - MOST_LINES));
    }
  }

  // What users chose must not begin a line, or end a code span, of ours.
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replace('`', '\'');
  }
}
