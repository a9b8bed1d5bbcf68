package dev.routeguard.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request falls under a {@link RouteMatch}. Regular expressions run on RE2, in
 * linear time; one that RE2 can't take matches nothing, and its translator says so in a note.
 */
public final class RequestMatcher {
  private static final int MAX_PATTERN_LENGTH = 4096;

  private final RouteMatch match;
  private @Nullable Pattern path;

  RequestMatcher(RouteMatch match) {
    this.match = match;
  }

  /** The compiled expression; empty where RE2 can't take it. */
  public static Optional<Pattern> compile(String regex, boolean ignoreCase) {
    if (regex.length() > MAX_PATTERN_LENGTH || !RegexSize.isBounded(regex)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(regex, ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  boolean matches(Request request) {
    return matches(request, pathOf(request));
  }

  /** With the request's path given, as many matchers are asked about one request. */
  boolean matches(Request request, String path) {
    return matchesHost(match.host(), request.host())
        && (match.method().isEmpty() || match.method().equals(request.method()))
        && matchesPath(path)
        && (match.headers().isEmpty() || matchesAll(match.headers(), request.headers()))
        && (match.query().isEmpty() || matchesAll(match.query(), queryOf(request)));
  }

  /** What a request does not have that the match asks for; empty where it matches. */
  Optional<String> mismatch(Request request) {
    if (!matchesHost(match.host(), request.host())) {
      return Optional.of("it is for another host");
    }
    if (!matchesPath(pathOf(request))) {
      return Optional.of("it is for another path");
    }
    if (!match.method().isEmpty() && !match.method().equals(request.method())) {
      return Optional.of("it takes " + match.method() + " alone");
    }
    if (!matchesAll(match.headers(), request.headers())) {
      return Optional.of("it asks for other headers");
    }
    boolean isQuery = match.query().isEmpty() || matchesAll(match.query(), queryOf(request));
    return isQuery ? Optional.empty() : Optional.of("it asks for another query");
  }

  /**
   * Whether a host falls under a pattern: equal, below a wildcard by any number of labels (a
   * dialect with another rule picks its tables by host itself), or any host under the empty one.
   */
  public static boolean matchesHost(String pattern, String host) {
    if (pattern.isEmpty() || pattern.equals(host)) {
      return true;
    }
    return pattern.startsWith("*.")
        && host.endsWith(pattern.substring(1))
        && host.length() >= pattern.length();
  }

  static String pathOf(Request request) {
    int mark = request.path().indexOf('?');
    return mark < 0 ? request.path() : request.path().substring(0, mark);
  }

  private boolean matchesPath(String actual) {
    var wanted = match.path();
    return switch (match.pathType()) {
      case EXACT -> actual.equals(wanted);
      case PREFIX -> matchesElements(wanted, actual);
      case STRING_PREFIX -> actual.startsWith(wanted);
      case REGEX -> pattern(false).map(regex -> regex.matcher(actual).matches()).orElse(false);
      case REGEX_IGNORE_CASE ->
          pattern(true).map(regex -> regex.matcher(actual).lookingAt()).orElse(false);
    };
  }

  private static boolean matchesElements(String prefix, String actual) {
    int length = prefix.endsWith("/") ? prefix.length() - 1 : prefix.length();
    return actual.regionMatches(0, prefix, 0, length)
        && (actual.length() == length || actual.charAt(length) == '/');
  }

  private Optional<Pattern> pattern(boolean ignoreCase) {
    if (path == null) {
      path = compile(match.path(), ignoreCase).orElse(null);
    }
    return Optional.ofNullable(path);
  }

  private static boolean matchesAll(Map<String, String> wanted, Map<String, String> actual) {
    return wanted.entrySet().stream()
        .allMatch(
            entry -> {
              var value = actual.get(entry.getKey());
              return value != null && matchesValue(entry.getValue(), value);
            });
  }

  private static boolean matchesValue(String wanted, String actual) {
    if (!wanted.startsWith("~")) {
      return wanted.equals(actual);
    }
    return compile(wanted.substring(1), false)
        .map(regex -> regex.matcher(actual).matches())
        .orElse(false);
  }

  private static Map<String, String> queryOf(Request request) {
    int mark = request.path().indexOf('?');
    var query = new HashMap<String, String>();
    if (mark >= 0) {
      for (String pair : request.path().substring(mark + 1).split("&")) {
        int equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        query.putIfAbsent(name, equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return query;
  }
}
