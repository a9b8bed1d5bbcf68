package dev.routeguard.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * The version of the build, from {@code routeguard-version.properties}, which the build fills in.
 */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var properties = new Properties();
    try (var in = Version.class.getResourceAsStream("/routeguard-version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {"routeguard " + properties.getProperty("version")};
  }
}
