package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Scheme;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as people write it for curl.
 *
 * @param method null for the usual one
 * @param headers as {@code Name: value}
 */
record RequestWords(String url, @Nullable String method, List<String> headers) {
  private static final Pattern URL =
      Pattern.compile("([A-Za-z]+)://(\\[[^]]*]|[^/?#:]*)(?::([0-9]{1,5}))?([/?][^#]*)?(?:#.*)?");

  Request request() {
    var parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new BadInputException(
          "'%s' is no URL; for example https://shop.example.com/pay".formatted(url));
    }
    var scheme = scheme(parts.group(1));
    var named = headerMap();
    var written = named.remove("host");
    var host = written == null ? parts.group(2) : written;
    var sni = written == null || scheme == Scheme.HTTP ? "" : parts.group(2);
    int port = parts.group(3) == null ? scheme.defaultPort() : Integer.parseInt(parts.group(3));
    return new Request(scheme, host, port, method(scheme), path(parts.group(4)), named, sni);
  }

  private static Scheme scheme(String word) {
    return Arrays.stream(Scheme.values())
        .filter(scheme -> scheme.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new BadInputException("'%s' is no scheme that can be traced".formatted(word)));
  }

  private String method(Scheme scheme) {
    return method != null
        ? method.toUpperCase(Locale.ROOT)
        : scheme == Scheme.GRPC ? "POST" : "GET";
  }

  private static String path(@Nullable String written) {
    if (written == null) {
      return "/";
    }
    return written.startsWith("/") ? written : "/" + written;
  }

  private Map<String, String> headerMap() {
    var map = new LinkedHashMap<String, String>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon <= 0) {
        throw new BadInputException("'%s' is no header; for example 'x-user: a'".formatted(header));
      }
      var name = header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      map.put(name, header.substring(colon + 1).strip());
    }
    return map;
  }
}
