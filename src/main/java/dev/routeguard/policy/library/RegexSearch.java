package dev.routeguard.policy.library;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;

/**
 * Searching with regular expressions: {@code find} and {@code findAll}. Source: Kubernetes CEL
 * regex library; RE2, as there. What a pattern may cost is bounded by the caller.
 */
final class RegexSearch {
  private static final int MOST = 10_000;

  private RegexSearch() {}

  static FunctionLibrary library() {
    return new FunctionLibrary("regex")
        .method("find", SimpleType.STRING, Types.STRING, Types.STRING, RegexSearch::find)
        .method(
            "findAll",
            Types.STRINGS,
            Types.STRING,
            Types.STRING,
            (text, pattern) -> findAll(text, pattern, MOST))
        .method(
            "findAll",
            Types.STRINGS,
            List.of(Types.STRING, Types.STRING, Types.INT),
            arguments ->
                findAll((String) arguments[0], (String) arguments[1], limit((Long) arguments[2])));
  }

  static String find(String text, String pattern) {
    var matcher = compiled(pattern).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  static List<String> findAll(String text, String pattern, long most) {
    var found = new ArrayList<String>();
    var matcher = compiled(pattern).matcher(text);
    while (found.size() < Math.min(most, MOST) && matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** Below zero stands for all. */
  private static long limit(long most) {
    return most < 0 ? MOST : most;
  }

  private static Pattern compiled(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression of RE2: " + e.getMessage(), e);
    }
  }
}
