package dev.routeguard.routing;

import java.util.Objects;
import java.util.Optional;

/**
 * One place requests come in: all Ingresses of a class, a Gateway, or a load-balancer Service.
 * Prints as in case files: {@code class:nginx}, {@code edge/public}, {@code service:shop/mail}.
 *
 * @param namespace empty for a class
 * @param name class name (empty for Ingresses that no class claims), Gateway name or Service name
 */
public record Entry(Type type, String namespace, String name) {
  /** What kind of place. */
  public enum Type {
    INGRESS_CLASS,
    GATEWAY,
    LOAD_BALANCER
  }

  public Entry {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  public static Entry ofClass(String ingressClass) {
    return new Entry(Type.INGRESS_CLASS, "", ingressClass);
  }

  public static Entry ofGateway(String namespace, String name) {
    return new Entry(Type.GATEWAY, namespace, name);
  }

  public static Entry ofLoadBalancer(String namespace, String service) {
    return new Entry(Type.LOAD_BALANCER, namespace, service);
  }

  /** The entry of its printed form; empty where it is none. */
  public static Optional<Entry> parse(String text) {
    if (text.startsWith("class:")) {
      return Optional.of(ofClass(text.substring("class:".length())));
    }
    boolean service = text.startsWith("service:");
    var parts = (service ? text.substring("service:".length()) : text).split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        service ? ofLoadBalancer(parts[0], parts[1]) : ofGateway(parts[0], parts[1]));
  }

  /** Written out, as every table is asked for by it. */
  @Override
  public int hashCode() {
    return 31 * (31 * type.ordinal() + namespace.hashCode()) + name.hashCode();
  }

  @Override
  public String toString() {
    return switch (type) {
      case INGRESS_CLASS -> "class:" + name;
      case GATEWAY -> namespace + "/" + name;
      case LOAD_BALANCER -> "service:" + namespace + "/" + name;
    };
  }
}
