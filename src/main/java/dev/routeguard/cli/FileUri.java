package dev.routeguard.cli;

import java.net.URI;
import java.net.URISyntaxException;

/** A file as a relative URI reference (RFC 3986), as reports name it. */
final class FileUri {
  private FileUri() {}

  static String of(String file) {
    try {
      var path = file.equals("-") ? "stdin" : file.replace('\\', '/');
      // A first segment with a colon would be a scheme.
      return new URI(null, null, path.startsWith("/") ? path : "./" + path, null)
          .getRawPath()
          .replaceFirst("^\\./", "");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path is always a URI reference: " + file, e);
    }
  }
}
