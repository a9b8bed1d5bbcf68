package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code routeguard}, also usable as {@code kubectl routeguard}. */
@Command(
    name = "routeguard",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Reviews what routes traffic into a Kubernetes cluster.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      PlanCommand.class,
      ApprovalCommand.class,
      DiffCommand.class,
      TraceCommand.class,
      RoutesCommand.class,
      MigrateCheckCommand.class,
      ExportCommand.class,
      TestCommand.class,
      ExplainCommand.class
    })
public final class RouteguardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows where in the program an internal error arose.")
  private boolean verbose;

  private final IntSupplier operator;

  RouteguardCommand(IntSupplier operator) {
    this.operator = operator;
  }

  /**
   * Runs one command to its end.
   *
   * @param operator starts the operator and returns its exit code when it stopped
   * @return an {@link ExitCode}
   */
  public static int execute(IntSupplier operator, String... args) {
    // Results are data: the same bytes whatever the terminal speaks.
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    return commandLine(operator).setOut(out).execute(args);
  }

  static CommandLine commandLine(IntSupplier operator) {
    var root = new RouteguardCommand(operator);
    return new CommandLine(root)
        .setExecutionExceptionHandler((fault, command, parsed) -> root.report(fault, command));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which command? see routeguard --help");
  }

  @Command(name = "operator", description = "Runs the operator; the same as no arguments at all.")
  int operator() {
    return operator.getAsInt();
  }

  private int report(Exception fault, CommandLine command) {
    var err = command.getErr();
    if (fault instanceof BadInputException) {
      err.println("routeguard: " + fault.getMessage());
      return ExitCode.BAD_INPUT;
    }
    err.println(
        "routeguard: internal error, a fault of the program and not of the input: " + fault);
    if (verbose) {
      fault.printStackTrace(err);
    } else {
      err.println("routeguard: --verbose shows where it arose; please report that");
    }
    return ExitCode.FAULT;
  }
}
