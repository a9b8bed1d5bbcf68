package dev.routeguard.check;

import java.util.List;
import java.util.Objects;

/**
 * A catalogue row.
 *
 * @param code short handle for issues and tests, such as {@code R05}
 * @param name kebab case
 * @param title a few words for people
 * @param severity of what it usually finds; single findings may be graver or lighter
 * @param finds what it finds, in one or two sentences
 * @param parameters what can be set, in the order of the reference page
 */
public record CheckDescription(
    String code,
    String name,
    String title,
    Severity severity,
    String finds,
    List<ParameterSpec> parameters) {
  private static final String HOME = "https://routeguard.dev/checks#";

  public CheckDescription {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(finds, "finds");
    parameters = List.copyOf(parameters);
  }

  /** Where to read more. */
  public String docs() {
    return HOME + name;
  }
}
