package dev.routeguard.cli;

import dev.routeguard.cases.CaseRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routeguard test}: runs case files. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs case files: unit tests of routes and policies.",
      "Every case.yaml below the folders is a route case (which backend answers a request) or a change"
          + " case (what becomes of a change under policies).",
      "Exit codes: 0 all passed, 1 one failed or can't be read, 2 bad input, 3 internal error."
    })
final class TestCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders with case files.")
  private List<Path> folders = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private TestFormat output = TestFormat.text;

  @Override
  public Integer call() {
    var run = CaseRun.of(folders);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(output.render(run));
    out.flush();
    return run.failed() == 0 ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }
}
