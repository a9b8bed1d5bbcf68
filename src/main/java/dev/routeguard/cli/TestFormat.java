package dev.routeguard.cli;

import dev.routeguard.cases.CaseResult;
import dev.routeguard.cases.CaseRun;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a run of case files is printed. The constants are lower case because people type them. */
enum TestFormat {
  text {
    @Override
    String render(CaseRun run) {
      var text = new StringBuilder();
      run.results().stream().filter(result -> !result.passed()).forEach(r -> append(r, text));
      return text.append("%d passed, %d failed%n".formatted(run.passed(), run.failed())).toString();
    }
  },
  json {
    @Override
    String render(CaseRun run) {
      var document = new LinkedHashMap<String, Object>();
      document.put("passed", run.passed());
      document.put("failed", run.failed());
      document.put("cases", run.results().stream().map(TestFormat::asMap).toList());
      return Json.of(document);
    }
  },
  junit {
    @Override
    String render(CaseRun run) {
      return JunitReport.of(run).xml();
    }
  };

  abstract String render(CaseRun run);

  private static void append(CaseResult result, StringBuilder text) {
    text.append("FAIL %s (%s)%n".formatted(result.name(), result.file()));
    result.failures().forEach(failure -> text.append("     ").append(failure).append('\n'));
  }

  private static Map<String, Object> asMap(CaseResult result) {
    var map = new LinkedHashMap<String, Object>();
    map.put("name", result.name());
    map.put("kind", result.kind());
    map.put("passed", result.passed());
    map.put("failures", result.failures());
    return map;
  }
}
