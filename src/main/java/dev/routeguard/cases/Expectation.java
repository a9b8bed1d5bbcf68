package dev.routeguard.cases;

import dev.routeguard.files.Fields;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Share;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a case expects to answer a request. */
sealed interface Expectation {
  /** Shares are compared within half a point. */
  double POINTS = 0.5;

  boolean isMet(Outcome outcome);

  String inWords();

  /** What is wrong; empty where the outcome is as expected. */
  default Optional<String> violation(Outcome outcome) {
    return isMet(outcome)
        ? Optional.empty()
        : Optional.of("expected %s, got %s".formatted(inWords(), InWords.outcome(outcome)));
  }

  /** Of the field {@code expect}, which has exactly one field. */
  static Expectation of(Fields expect) {
    expect.only("backend", "backends", "status", "redirect", "undefined");
    if (expect.names().size() != 1) {
      throw expect.error("expect has %d fields, not exactly one".formatted(expect.names().size()));
    }
    var field = expect.names().iterator().next();
    return switch (field) {
      case "backend" -> new Backends(Map.of(expect.text(field), 100.0), true);
      case "backends" -> new Backends(shares(expect.fields(field)), false);
      case "status" -> new Backends(Map.of(Integer.toString(expect.number(field, 0)), 100.0), true);
      case "redirect" -> redirect(expect.fields(field));
      default -> open(expect);
    };
  }

  private static Map<String, Double> shares(Fields written) {
    var shares = new LinkedHashMap<String, Double>();
    for (String backend : written.names()) {
      try {
        shares.put(backend, Double.valueOf(written.text(backend)));
      } catch (NumberFormatException e) {
        throw written.error(backend, "is no share in per cent");
      }
    }
    return shares;
  }

  private static Expectation redirect(Fields written) {
    written.only("status", "location");
    var location = written.text("location", "");
    try {
      return new Redirect(written.number("status", 0), URI.create(location).normalize());
    } catch (IllegalArgumentException e) {
      throw written.error("location", "is no URL");
    }
  }

  private static Expectation open(Fields expect) {
    if (!expect.text("undefined").equals("true")) {
      throw expect.error("undefined", "can only be true");
    }
    return new Open();
  }

  /**
   * Shares by backend, or by status where the data plane answers itself.
   *
   * @param complete whether nothing else may answer
   */
  record Backends(Map<String, Double> wanted, boolean complete) implements Expectation {
    @Override
    public boolean isMet(Outcome outcome) {
      var left = new HashMap<>(shares(outcome));
      for (Map.Entry<String, Double> share : wanted.entrySet()) {
        var got = left.remove(share.getKey());
        if (Math.abs(share.getValue() - (got == null ? 0 : got)) > POINTS) {
          return false;
        }
      }
      // What shares leave out is answered by the data plane itself.
      return complete ? left.isEmpty() : left.keySet().stream().allMatch(k -> k.matches("[0-9]+"));
    }

    private static Map<String, Double> shares(Outcome outcome) {
      var shares = new HashMap<String, Double>();
      if (outcome instanceof Outcome.Status status) {
        shares.put(Integer.toString(status.code()), 100.0);
      } else if (outcome instanceof Outcome.Forward forward) {
        for (Share share : forward.shares()) {
          if (share.percent() > 0) {
            shares.merge(who(share), share.percent(), Double::sum);
          }
        }
      }
      return shares;
    }

    private static String who(Share share) {
      return share.isServed() ? share.backend().toString() : Integer.toString(share.status());
    }

    @Override
    public String inWords() {
      return complete
          ? String.join("", wanted.keySet())
          : String.join(
              ", ",
              wanted.entrySet().stream()
                  .map(share -> InWords.percent(share.getValue()) + " " + share.getKey())
                  .toList());
    }
  }

  /**
   * A redirect.
   *
   * @param code 0 for any
   */
  record Redirect(int code, URI location) implements Expectation {
    @Override
    public boolean isMet(Outcome outcome) {
      return outcome instanceof Outcome.Redirect actual
          && (code == 0 || actual.code() == code)
          && isLocation(actual.location());
    }

    private boolean isLocation(String actual) {
      try {
        return URI.create(actual).normalize().equals(location);
      } catch (IllegalArgumentException e) {
        return actual.equals(location.toString());
      }
    }

    @Override
    public String inWords() {
      return (code == 0 ? "a redirect" : Integer.toString(code)) + " to " + location;
    }
  }

  /** The dialect leaves the winner open, and the model says so. */
  record Open() implements Expectation {
    @Override
    public boolean isMet(Outcome outcome) {
      return outcome instanceof Outcome.Undefined;
    }

    @Override
    public String inWords() {
      return "undefined";
    }
  }
}
