package dev.routeguard.config;

import dev.routeguard.cli.RouteguardCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Entry point of the one jar. Without argument words it is the operator; otherwise a command, which
 * starts without Quarkus and so at once.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Runs the operator until it is stopped, or one command to its end. */
  public static void main(String[] args) {
    if (args.length == 0) {
      Quarkus.run();
      return;
    }
    int exitCode = RouteguardCommand.execute(Main::runOperator, args);
    System.exit(exitCode);
  }

  private static int runOperator() {
    Quarkus.run();
    return 0;
  }
}
