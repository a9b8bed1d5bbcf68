package dev.routeguard.cli;

import dev.routeguard.cases.CaseResult;
import dev.routeguard.cases.CaseRun;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Results in the XML that build servers read.
 *
 * @param tests in the order in which they are shown
 */
record JunitReport(List<Test> tests) {
  JunitReport {
    tests = List.copyOf(tests);
  }

  /**
   * One result.
   *
   * @param group what build servers group by
   * @param failures none where it passed
   */
  record Test(String name, String group, String file, List<String> failures, Duration took) {
    Test {
      failures = List.copyOf(failures);
    }
  }

  static JunitReport of(CaseRun run) {
    return new JunitReport(run.results().stream().map(JunitReport::test).toList());
  }

  private static Test test(CaseResult result) {
    return new Test(
        result.name(),
        result.kind().isEmpty() ? "case" : result.kind(),
        result.file().toString(),
        result.failures(),
        result.took());
  }

  String xml() {
    var took = tests.stream().map(Test::took).reduce(Duration.ZERO, Duration::plus);
    long failed = tests.stream().filter(test -> !test.failures().isEmpty()).count();
    var counts =
        "tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%s\""
            .formatted(tests.size(), failed, seconds(took));
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites ").append(counts).append(">\n");
    xml.append("  <testsuite name=\"routeguard\" ").append(counts).append(">\n");
    tests.forEach(test -> append(test, xml));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static void append(Test test, StringBuilder xml) {
    xml.append(
        "    <testcase name=\"%s\" classname=\"%s\" file=\"%s\" time=\"%s\""
            .formatted(
                escaped(test.name()),
                escaped(test.group()),
                escaped(test.file()),
                seconds(test.took())));
    if (test.failures().isEmpty()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n      <failure message=\"").append(escaped(test.failures().get(0)));
    xml.append("\">").append(escaped(String.join("\n", test.failures())));
    xml.append("</failure>\n    </testcase>\n");
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
  }

  /** What XML 1.0 can't hold at all becomes a question mark. */
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '?');
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c < 0xFFFE
        || c >= 0x10000;
  }
}
