package dev.routeguard.cli;

import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code routeguard}, also usable as {@code kubectl routeguard}. */
@Command(
    name = "routeguard",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Reviews what routes traffic into a Kubernetes cluster.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = CheckCommand.class)
public final class RouteguardCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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
    return commandLine(operator).execute(args);
  }

  static CommandLine commandLine(IntSupplier operator) {
    return new CommandLine(new RouteguardCommand(operator))
        .setExecutionExceptionHandler(RouteguardCommand::report);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which command? see routeguard --help");
  }

  @Command(name = "operator", description = "Runs the operator; the same as no arguments at all.")
  int operator() {
    return operator.getAsInt();
  }

  private static int report(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
    if (fault instanceof BadInputException) {
      command.getErr().println("routeguard: " + fault.getMessage());
      return ExitCode.BAD_INPUT;
    }
    fault.printStackTrace(command.getErr());
    return ExitCode.FAULT;
  }
}
