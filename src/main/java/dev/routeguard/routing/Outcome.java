package dev.routeguard.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What answers a request. */
public sealed interface Outcome {

  /**
   * Whether a valid backend with a ready endpoint, or a redirect on purpose, answers at least one
   * share.
   */
  boolean isServed();

  /** Short, for people: {@code shop/pay:8080}, {@code 75 % a/x:80, 25 % a/y:80}, {@code 404}. */
  String inWords();

  /**
   * Backends answer.
   *
   * @param shares in the order of the route's backends, percent adding up to 100; at least one
   * @param attributes what else users of the route notice (rewrite, timeout, authentication), by
   *     name
   */
  record Forward(List<Share> shares, Map<String, String> attributes) implements Outcome {
    public Forward {
      shares = List.copyOf(shares);
      attributes = Map.copyOf(attributes);
      if (shares.isEmpty()) {
        throw new IllegalArgumentException("no shares");
      }
    }

    @Override
    public boolean isServed() {
      return shares.stream().anyMatch(share -> share.percent() > 0 && share.isServed());
    }

    @Override
    public String inWords() {
      var used = shares.stream().filter(share -> share.percent() > 0).toList();
      if (used.size() == 1) {
        return used.get(0).backend().toString();
      }
      return String.join(
          ", ",
          used.stream()
              .map(share -> "%s %% %s".formatted(percent(share.percent()), share.backend()))
              .toList());
    }

    /** Whole numbers as such, others with one decimal. */
    private static String percent(double percent) {
      return percent == Math.rint(percent)
          ? "%.0f".formatted(percent)
          : String.format(Locale.ROOT, "%.1f", percent);
    }
  }

  /**
   * The data plane itself answers.
   *
   * @param code HTTP status; 0 where the connection is refused
   * @param why such as {@code no rule matches the path}
   */
  record Status(int code, String why) implements Outcome {
    @Override
    public boolean isServed() {
      return false;
    }

    @Override
    public String inWords() {
      return code == 0 ? "connection refused" : Integer.toString(code);
    }
  }

  /** A redirect on purpose. */
  record Redirect(int code, String location) implements Outcome {
    @Override
    public boolean isServed() {
      return true;
    }

    @Override
    public String inWords() {
      return code + " to " + location;
    }
  }

  /** The dialect leaves the winner open. */
  record Undefined(List<Outcome> candidates, String why) implements Outcome {
    public Undefined {
      candidates = List.copyOf(candidates);
      Objects.requireNonNull(why, "why");
    }

    @Override
    public boolean isServed() {
      return candidates.stream().anyMatch(Outcome::isServed);
    }

    @Override
    public String inWords() {
      return "undefined (one of "
          + String.join("; ", candidates.stream().map(Outcome::inWords).toList())
          + ")";
    }
  }
}
