package dev.routeguard.routing;

import java.util.List;
import java.util.Objects;

/** What a route does with a request it wins. */
public sealed interface Action {
  Outcome answer(Request request, RouteMatch match);

  /** The same for every request: backends, a status, a fixed redirect. */
  record Always(Outcome outcome) implements Action {
    public Always {
      Objects.requireNonNull(outcome, "outcome");
    }

    @Override
    public Outcome answer(Request request, RouteMatch match) {
      return outcome;
    }
  }

  /**
   * Another action, where the data plane may refuse what it was told and keep what it had.
   *
   * @param refused the answer where it had nothing
   */
  record MayBeRefused(Action action, Outcome refused, String why) implements Action {
    @Override
    public Outcome answer(Request request, RouteMatch match) {
      return new Outcome.Undefined(List.of(action.answer(request, match), refused), why);
    }
  }

  /**
   * A redirect that depends on the request.
   *
   * @param scheme empty: the request's
   * @param host empty: the request's
   * @param port 0: that of the scheme where it is given, else the request's
   * @param path how the path changes
   * @param naming when the port is written
   */
  record RedirectTo(
      int code, String scheme, String host, int port, PathChange path, PortNaming naming)
      implements Action {
    /** Names the port where it is not the scheme's own. */
    public RedirectTo(int code, String scheme, String host, int port, PathChange path) {
      this(code, scheme, host, port, path, PortNaming.UNLESS_OF_SCHEME);
    }

    @Override
    public Outcome answer(Request request, RouteMatch match) {
      var from = request.scheme() == Scheme.HTTPS ? "https" : "http";
      var to = scheme.isEmpty() ? from : scheme;
      int wellKnown = to.equals("https") ? 443 : 80;
      int toPort = port != 0 ? port : scheme.isEmpty() ? request.port() : wellKnown;
      var location = to + "://" + authority(request, wellKnown, toPort);
      return new Outcome.Redirect(code, location + path.apply(request.path(), match));
    }

    private String authority(Request request, int wellKnown, int toPort) {
      if (naming == PortNaming.AS_GIVEN) {
        var kept = host.isEmpty() ? request.host() : host;
        return port != 0 ? kept + ":" + port : host.isEmpty() ? request.authority() : host;
      }
      boolean isNamed =
          naming == PortNaming.UNLESS_OF_SCHEME
              ? toPort != wellKnown
              : toPort != Scheme.HTTP.defaultPort() && toPort != Scheme.HTTPS.defaultPort();
      if (isNamed) {
        return (host.isEmpty() ? request.host() : host) + ":" + toPort;
      }
      boolean isKept = naming == PortNaming.AS_THE_CLIENT_WROTE_IT && host.isEmpty();
      return isKept ? request.authority() : host.isEmpty() ? request.host() : host;
    }
  }

  /** When a redirect writes down the port it leads to. */
  enum PortNaming {
    UNLESS_OF_SCHEME,
    /** Never 80 and 443; where the host stays, the port that the client wrote stays then. */
    AS_THE_CLIENT_WROTE_IT,
    /** Only where the redirect gives one; where the host stays, as the client wrote it. */
    AS_GIVEN
  }

  /**
   * How a redirect changes the path; the query stays.
   *
   * @param value the new path, or what replaces the matched prefix
   */
  record PathChange(Kind kind, String value) {
    public static final PathChange NONE = new PathChange(Kind.KEEP, "");

    /** What is replaced. */
    public enum Kind {
      KEEP,
      FULL,
      PREFIX,
      /** The matched characters, as Envoy does, which leaves slashes as they come. */
      CHARACTERS
    }

    String apply(String pathAndQuery, RouteMatch match) {
      int mark = pathAndQuery.indexOf('?');
      var path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
      var query = mark < 0 ? "" : pathAndQuery.substring(mark);
      return switch (kind) {
        case KEEP -> pathAndQuery;
        case FULL -> value + query;
        case PREFIX -> replacePrefix(path, match.path()) + query;
        case CHARACTERS -> replaceCharacters(path, match.path()) + query;
      };
    }

    /** An empty replacement takes slashes after the prefix away, where the path has it whole. */
    private String replaceCharacters(String path, String prefix) {
      if (value.isEmpty() || value.equals("/")) {
        return path.startsWith(prefix)
            ? "/" + path.substring(prefix.length()).replaceFirst("^/*", "")
            : path;
      }
      boolean isTrimmed = prefix.endsWith("/") && prefix.length() > 1;
      return value + path.substring(prefix.length() - (isTrimmed ? 1 : 0));
    }

    private String replacePrefix(String path, String prefix) {
      var matched = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
      var rest = path.length() >= matched.length() ? path.substring(matched.length()) : "";
      var start = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      var replaced = rest.isEmpty() || rest.startsWith("/") ? start + rest : start + "/" + rest;
      return replaced.isEmpty() ? "/" : replaced;
    }
  }
}
