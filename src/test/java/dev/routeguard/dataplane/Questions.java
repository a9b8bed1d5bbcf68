package dev.routeguard.dataplane;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.Scheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What to ask about a route: what it takes, and what lies just beside. */
final class Questions {
  private static final Set<Scheme> SCHEMES = EnumSet.complementOf(EnumSet.of(Scheme.UDP));

  private Questions() {}

  /**
   * The witness of every route of these objects on an entry, and the requests at its bounds; calls
   * have no query.
   */
  static Set<Request> about(RouteTables tables, Entry entry, Collection<ObjectRef> objects) {
    var requests = new LinkedHashSet<Request>();
    for (ObjectRef object : objects) {
      tables.routesOf(object).stream()
          .filter(route -> route.entry().equals(entry))
          .map(RoutedMatch::witness)
          .filter(witness -> SCHEMES.contains(witness.scheme()))
          .flatMap(witness -> around(witness).stream())
          .filter(request -> object.kind() != Kind.GRPC_ROUTE || !request.path().contains("?"))
          .forEach(requests::add);
    }
    return requests;
  }

  private static List<Request> around(Request witness) {
    var requests = new ArrayList<Request>();
    requests.add(witness);
    if (witness.scheme() == Scheme.TCP) {
      return requests;
    }
    for (String host : hostsAround(witness.host())) {
      requests.add(with(witness, host, witness.method(), witness.path(), witness.headers()));
    }
    if (witness.scheme() == Scheme.TLS) {
      return requests;
    }
    for (String path : pathsAround(witness.path())) {
      requests.add(with(witness, witness.host(), witness.method(), path, witness.headers()));
    }
    if (witness.scheme() != Scheme.GRPC) {
      var other = other(witness.method());
      requests.add(with(witness, witness.host(), other, witness.path(), witness.headers()));
    }
    if (!witness.headers().isEmpty()) {
      requests.add(with(witness, witness.host(), witness.method(), witness.path(), Map.of()));
      var others = new TreeMap<>(witness.headers());
      others.replaceAll((name, value) -> value + "x");
      requests.add(with(witness, witness.host(), witness.method(), witness.path(), others));
    }
    return requests;
  }

  private static Request with(
      Request like, String host, String method, String path, Map<String, String> headers) {
    return new Request(like.scheme(), host, like.port(), method, path, headers);
  }

  private static List<String> pathsAround(String pathAndQuery) {
    int mark = pathAndQuery.indexOf('?');
    var path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    var query = mark < 0 ? "" : pathAndQuery.substring(mark);
    var base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    var shorter = base.isEmpty() ? "/" : base.substring(0, base.length() - 1);
    return List.of(
        base + "/" + query,
        base + "/x" + query,
        (base.isEmpty() ? "/" : base) + "x" + query,
        (base.isEmpty() ? "/" : base) + query,
        (shorter.isEmpty() ? "/" : shorter) + query,
        path,
        path + "?other=1",
        path.toUpperCase(Locale.ROOT) + query,
        "/none" + query);
  }

  private static List<String> hostsAround(String host) {
    var apex = host.substring(host.indexOf('.') + 1);
    return List.of("x." + host, "y.x." + host, apex.contains(".") ? apex : host);
  }

  private static String other(String method) {
    return method.equals("POST") ? "GET" : "POST";
  }
}
