package dev.routeguard.routing;

import java.util.Objects;

/**
 * A port of a Service, as a route names it. Prints as {@code shop/pay:8080}.
 *
 * @param port number or name, as written; empty where the route names none
 */
public record Backend(String namespace, String service, String port)
    implements Comparable<Backend> {
  public Backend {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(port, "port");
  }

  @Override
  public int compareTo(Backend other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return namespace + "/" + service + (port.isEmpty() ? "" : ":" + port);
  }
}
