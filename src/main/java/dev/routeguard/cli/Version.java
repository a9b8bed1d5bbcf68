package dev.routeguard.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * The version of the build, from {@code routeguard-version.properties}, which the build fills in.
 */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"routeguard " + number()};
  }

  /** Such as {@code 0.1.0}. */
  public static String number() {
    var properties = new Properties();
    try (var in = Version.class.getResourceAsStream("/routeguard-version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
