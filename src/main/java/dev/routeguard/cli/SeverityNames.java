package dev.routeguard.cli;

import dev.routeguard.check.Severity;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Severities as people write them. */
final class SeverityNames implements ITypeConverter<Severity>, Iterable<String> {
  @Override
  public Severity convert(String name) {
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s".formatted(name, Arrays.toString(Severity.values()))));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Severity.values()).map(Severity::toString).iterator();
  }
}
