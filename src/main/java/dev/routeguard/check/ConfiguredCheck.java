package dev.routeguard.check;

import java.util.Objects;

/** A check with the parameters of one policy. Equal ones give equal findings, so run once. */
public record ConfiguredCheck(Check check, Parameters parameters) {
  public ConfiguredCheck {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(parameters, "parameters");
  }

  /** With the check's defaults. */
  public static ConfiguredCheck standard(Check check) {
    return new ConfiguredCheck(check, Parameters.standard(check.description()));
  }
}
