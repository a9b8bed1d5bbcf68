package dev.routeguard.routing;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One concrete request.
 *
 * @param host lower case, without port and trailing dot
 * @param port port of the entry
 * @param path path with the query string, as sent
 * @param headers names in lower case
 * @param sni the server name of the TLS handshake, where it is another than the host; else empty
 */
public record Request(
    Scheme scheme,
    String host,
    int port,
    String method,
    String path,
    Map<String, String> headers,
    String sni) {

  public Request {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    host = normalHost(host);
    sni = normalHost(sni);
    // Of bytes that nobody decrypts, the server name is the only host there is.
    host = scheme == Scheme.TLS && !sni.isEmpty() ? sni : host;
    sni = sni.equals(host) ? "" : sni;
    headers = lowerCase(headers);
  }

  /** With the host as the server name. */
  public Request(
      Scheme scheme,
      String host,
      int port,
      String method,
      String path,
      Map<String, String> headers) {
    this(scheme, host, port, method, path, headers, "");
  }

  /** A gRPC call, which is a POST to {@code /service/method}. */
  public static Request call(
      String host, int port, String service, String method, Map<String, String> headers) {
    return new Request(Scheme.GRPC, host, port, "POST", "/" + service + "/" + method, headers);
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

  /** The host as clients write it: with the port where it is not the scheme's own. */
  String authority() {
    return port == scheme.defaultPort() ? host : host + ":" + port;
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

  /** Of what tells most requests apart, as comparing tables hashes each many times. */
  @Override
  public int hashCode() {
    return 31 * (31 * host.hashCode() + path.hashCode()) + port;
  }

  /**
   * The command that asks for it and prints the status, quoted for a POSIX shell whatever a
   * manifest has put into host, path or headers; empty where curl does not speak the protocol.
   */
  public String curl() {
    if (scheme != Scheme.HTTP && scheme != Scheme.HTTPS) {
      return "";
    }
    var command = new StringBuilder("curl -sS -o /dev/null -w '%{http_code}\\n'");
    if (!method.equals("GET")) {
      command.append(" -X ").append(quoted(method));
    }
    new TreeMap<>(headers)
        .forEach((name, value) -> command.append(" -H ").append(quoted(name + ": " + value)));
    var authority = port == scheme.defaultPort() ? host : host + ":" + port;
    var url = scheme.name().toLowerCase(Locale.ROOT) + "://" + authority + path;
    return command.append(' ').append(quoted(url)).toString();
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * As a person would ask for it: {@code GET https://shop.example.com/pay}, headers as {@code -H
   * 'a: b'}.
   */
  @Override
  public String toString() {
    if (scheme != Scheme.HTTP && scheme != Scheme.HTTPS) {
      var call = scheme == Scheme.GRPC ? path : "";
      return scheme.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port + call;
    }
    var text = new StringBuilder(method).append(' ');
    text.append(scheme.name().toLowerCase(Locale.ROOT)).append("://").append(host);
    if (port != scheme.defaultPort()) {
      text.append(':').append(port);
    }
    text.append(path);
    if (!sni.isEmpty()) {
      text.append(" with server name ").append(sni);
    }
    new TreeMap<>(headers)
        .forEach(
            (name, value) ->
                text.append(" -H '").append(name).append(": ").append(value).append('\''));
    return text.toString();
  }
}
