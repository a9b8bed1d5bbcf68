package dev.routeguard.routing;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One concrete request.
 *
 * @param host lower case, without port and trailing dot; also the SNI
 * @param port port of the entry
 * @param path path with the query string, as sent
 * @param headers names in lower case
 */
public record Request(
    Scheme scheme, String host, int port, String method, String path, Map<String, String> headers) {

  public Request {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    host = normalHost(host);
    headers = lowerCase(headers);
  }

  private static Map<String, String> lowerCase(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return Map.of();
    }
    var lower = new TreeMap<String, String>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return Map.copyOf(lower);
  }

  /** A GET on the scheme's default port without headers. */
  public static Request get(Scheme scheme, String host, String path) {
    return new Request(scheme, host, scheme.defaultPort(), "GET", path, Map.of());
  }

  /** Hosts compare without case, port and trailing dot. */
  public static String normalHost(String host) {
    var lower = withoutPort(host.toLowerCase(Locale.ROOT));
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    // More than one colon outside brackets is an IPv6 address.
    boolean port = colon >= 0 && (host.indexOf(':') == colon || host.charAt(colon - 1) == ']');
    return port ? host.substring(0, colon) : host;
  }

  /**
   * As a person would ask for it: {@code GET https://shop.example.com/pay}, headers as {@code -H
   * 'a: b'}.
   */
  @Override
  public String toString() {
    if (scheme != Scheme.HTTP && scheme != Scheme.HTTPS) {
      return scheme.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port;
    }
    var text = new StringBuilder(method).append(' ');
    text.append(scheme.name().toLowerCase(Locale.ROOT)).append("://").append(host);
    if (port != scheme.defaultPort()) {
      text.append(':').append(port);
    }
    text.append(path);
    new TreeMap<>(headers)
        .forEach(
            (name, value) ->
                text.append(" -H '").append(name).append(": ").append(value).append('\''));
    return text.toString();
  }
}
