package dev.routeguard.policy.library;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * URLs: {@code url}, {@code isURL}, {@code getScheme}, {@code getHost}, {@code getHostname}, {@code
 * getPort}, {@code getEscapedPath}, {@code getQuery}. Source: Kubernetes CEL URL library; as there,
 * a URL is absolute or an absolute path (RFC 3986 §3).
 */
final class Urls {
  private static final Type<Url> URL = new Type<>(Url.class, OpaqueType.create("kubernetes.URL"));
  private static final CelType QUERY = MapType.create(SimpleType.STRING, Types.STRINGS);
  private static final int LONGEST = 8192;

  private Urls() {}

  static FunctionLibrary library() {
    return new FunctionLibrary("url")
        .function("url", URL.celType(), Types.STRING, Urls::url)
        .function("isURL", SimpleType.BOOL, Types.STRING, Urls::isUrl)
        .method("getScheme", SimpleType.STRING, URL, Url::scheme)
        .method("getHost", SimpleType.STRING, URL, Url::host)
        .method("getHostname", SimpleType.STRING, URL, Url::hostname)
        .method("getPort", SimpleType.STRING, URL, Url::port)
        .method("getEscapedPath", SimpleType.STRING, URL, Url::path)
        .method("getQuery", QUERY, URL, Url::query);
  }

  static boolean isUrl(String text) {
    return Url.parse(text).isPresent();
  }

  private static Url url(String text) {
    return Url.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("\"%s\" is no URL".formatted(text)));
  }

  /** The parts as written; empty where there is none. */
  private record Url(String scheme, String host, String path, String rawQuery) {
    private static final Pattern PARTS =
        Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?]*))?([^?]*)(?:\\?(.*))?");
    private static final Pattern BAD = Pattern.compile("[\\x00-\\x20\\x7f]|%(?![0-9A-Fa-f]{2})");
    private static final Pattern HOST =
        Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\[\\]:@<>\"\\\\^`{|}]*)(?::([0-9]*))?");

    static Optional<Url> parse(String text) {
      var parts = PARTS.matcher(text);
      if (text.isEmpty()
          || text.length() > LONGEST
          || BAD.matcher(text).find()
          || !parts.matches()) {
        return Optional.empty();
      }
      boolean isAbsolute = parts.group(1) != null;
      if (!isAbsolute && !text.startsWith("/")) {
        return Optional.empty();
      }
      // Without a scheme, all of //host/path is a path, as Go's ParseRequestURI reads it.
      var authority = isAbsolute ? orEmpty(parts.group(2)) : "";
      var path = isAbsolute ? parts.group(3) : text.split("\\?", 2)[0];
      var host = authority.substring(authority.lastIndexOf('@') + 1);
      return HOST.matcher(host).matches()
          ? Optional.of(
              new Url(
                  orEmpty(parts.group(1)).toLowerCase(Locale.ROOT),
                  host,
                  path,
                  orEmpty(parts.group(4))))
          : Optional.empty();
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }

    String hostname() {
      var parts = HOST.matcher(host);
      var name = parts.matches() ? parts.group(1) : host;
      return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }

    String port() {
      var parts = HOST.matcher(host);
      return parts.matches() ? orEmpty(parts.group(2)) : "";
    }

    Map<String, List<String>> query() {
      var query = new LinkedHashMap<String, List<String>>();
      for (var pair : rawQuery.split("&")) {
        if (!pair.isEmpty()) {
          var sides = pair.split("=", 2);
          query
              .computeIfAbsent(decoded(sides[0]), key -> new ArrayList<>())
              .add(sides.length == 1 ? "" : decoded(sides[1]));
        }
      }
      return query;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }
}
