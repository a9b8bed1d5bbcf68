package dev.routeguard.files;

import dev.routeguard.routing.RequestRates;
import dev.routeguard.routing.RequestRates.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;

/**
 * Request rates as people export them: lines of {@code host,path,requests per second}; lines that
 * begin with {@code #} and empty ones are left out.
 */
public final class RateFile {
  private static final int COLUMNS = 3;

  private RateFile() {}

  /**
   * The rates of a file.
   *
   * @throws BadInputException where it can't be read, with the line that is wrong
   */
  public static RequestRates read(Path file) {
    var rates = new HashMap<Place, Double>();
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          add(line, "%s:%d".formatted(file, number), rates);
        }
      }
    } catch (IOException e) {
      throw new BadInputException(file + ": can't be read: " + e.getMessage());
    }
    return new RequestRates(rates);
  }

  private static void add(String line, String place, HashMap<Place, Double> rates) {
    var cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw new BadInputException(
          "%s: has %d columns instead of host,path,requests per second"
              .formatted(place, cells.length));
    }
    // Methods and headers of one path are counted together.
    rates.merge(
        new Place(cells[0].strip(), cells[1].strip()), rate(cells[2].strip(), place), Double::sum);
  }

  private static double rate(String text, String place) {
    try {
      double rate = Double.parseDouble(text);
      if (rate >= 0 && Double.isFinite(rate)) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a negative one.
    }
    throw new BadInputException(
        "%s: '%s' is no number of requests per second".formatted(place, text));
  }
}
