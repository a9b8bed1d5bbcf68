package dev.routeguard.routing;

import com.google.re2j.Pattern;
import java.util.Map;
import java.util.Objects;

/**
 * The class of requests a route takes. Prints as {@code shop.example.com/pay}.
 *
 * @param host exact host, {@code *.example.com}, or empty for every host; lower case
 * @param path path as written, {@code /} where none is
 * @param pathType how the dialect reads the path
 * @param method HTTP method, empty for every method
 * @param headers header conditions by lower-case name; a value starting with {@code ~} is a regular
 *     expression
 * @param query query parameter conditions, likewise
 */
public record RouteMatch(
    String host,
    String path,
    PathType pathType,
    String method,
    Map<String, String> headers,
    Map<String, String> query) {

  /** How a path is compared. */
  public enum PathType {
    EXACT,
    /** Whole path elements: /foo matches /foo/bar, not /foobar. */
    PREFIX,
    /** Characters: /foo matches /foobar. */
    STRING_PREFIX,
    REGEX,
    REGEX_IGNORE_CASE
  }

  public RouteMatch {
    host = Request.normalHost(host);
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(pathType, "pathType");
    Objects.requireNonNull(method, "method");
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
  }

  /** Any method, headers and query. */
  public static RouteMatch ofPath(String host, String path, PathType type) {
    return new RouteMatch(host, path, type, "", Map.of(), Map.of());
  }

  /** A header or query condition that is an expression. */
  public static String regex(String expression) {
    return "~" + expression;
  }

  /** A header or query condition that is this very value. */
  public static String literal(String value) {
    return value.startsWith("~") ? regex(Pattern.quote(value)) : value;
  }

  /** The same match for another host. */
  public RouteMatch withHost(String other) {
    return new RouteMatch(other, path, pathType, method, headers, query);
  }

  /** The same match whatever the query. */
  public RouteMatch withoutQuery() {
    return new RouteMatch(host, path, pathType, method, headers, Map.of());
  }

  /** Of what tells most matches apart, as comparing tables hashes each many times. */
  @Override
  public int hashCode() {
    return 31 * host.hashCode() + path.hashCode();
  }

  /** For people: host (or {@code *}) and path. */
  @Override
  public String toString() {
    return (host.isEmpty() ? "*" : host) + path;
  }
}
