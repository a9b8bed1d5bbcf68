package dev.routeguard.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A data file beside the checks: tab-separated rows, comments start with {@code #} and name the
 * source. What an annotation means is data, so that a provider is added without code.
 */
final class Table {
  private Table() {}

  /** The rows of a file, each with exactly that many columns; missing ones are empty. */
  static List<List<String>> rows(String file, int columns) {
    return text(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> Arrays.asList(Arrays.copyOf(line.split("\t", -1), columns)))
        .map(row -> row.stream().map(cell -> cell == null ? "" : cell).toList())
        .toList();
  }

  private static String text(String file) {
    try (InputStream in = Table.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no such table: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
