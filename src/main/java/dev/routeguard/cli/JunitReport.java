package dev.routeguard.cli;

import dev.routeguard.cases.CaseResult;
import dev.routeguard.cases.CaseRun;
import java.time.Duration;
import java.util.Locale;

/** A run of case files in the XML that build servers read. */
final class JunitReport {
  private final CaseRun run;

  JunitReport(CaseRun run) {
    this.run = run;
  }

  String xml() {
    var took = run.results().stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus);
    var counts =
        "tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%s\""
            .formatted(run.results().size(), run.failed(), seconds(took));
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites ").append(counts).append(">\n");
    xml.append("  <testsuite name=\"routeguard\" ").append(counts).append(">\n");
    run.results().forEach(result -> append(result, xml));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static void append(CaseResult result, StringBuilder xml) {
    xml.append(
        "    <testcase name=\"%s\" classname=\"%s\" file=\"%s\" time=\"%s\""
            .formatted(
                escaped(result.name()),
                result.kind().isEmpty() ? "case" : result.kind(),
                escaped(result.file().toString()),
                seconds(result.took())));
    if (result.passed()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n      <failure message=\"").append(escaped(result.failures().get(0)));
    xml.append("\">").append(escaped(String.join("\n", result.failures())));
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
