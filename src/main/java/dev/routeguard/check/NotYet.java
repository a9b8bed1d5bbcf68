package dev.routeguard.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of the catalogue that has no check yet and can't be selected.
 *
 * @param waitsFor what has to come first
 */
public record NotYet(String code, String name, String waitsFor) {
  private static final String FILE = "not-yet.tsv";
  private static final int COLUMNS = 3;
  private static final List<NotYet> ALL = read();

  /** All of them, in the order of the file. */
  public static List<NotYet> all() {
    return ALL;
  }

  /** The row of a name. */
  public static Optional<NotYet> find(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static List<NotYet> read() {
    try (var stream = NotYet.class.getResourceAsStream(FILE)) {
      var text =
          new String(Objects.requireNonNull(stream, FILE).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", COLUMNS))
          .map(row -> new NotYet(row[0], row[1], row[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
