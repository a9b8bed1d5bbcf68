package dev.routeguard.cli;

/** What a command says to the shell. The output format never changes it. */
public final class ExitCode {
  /** Nothing found at or above {@code --fail-on}. */
  public static final int CLEAN = 0;

  /** Findings at or above {@code --fail-on}. */
  public static final int FINDINGS = 1;

  /** The input can't be read or the command line is wrong. */
  public static final int BAD_INPUT = 2;

  /** A fault of the program. */
  public static final int FAULT = 3;

  private ExitCode() {}
}
