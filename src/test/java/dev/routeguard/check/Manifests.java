package dev.routeguard.check;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Estates and changes of tests, written as the YAML that people write. */
public final class Manifests {
  /** When everything in tests happens. */
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  public static final Actor ALICE = new Actor("alice", List.of("dev"), "kubectl");

  /** Class {@code nginx}, GatewayClass {@code envoy}, and the namespaces of the shop. */
  public static final String CLASSES =
      """
      {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx},
       spec: {controller: k8s.io/ingress-nginx}}
      ---
      {apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: envoy},
       spec: {controllerName: example.com/gateway}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: shop}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: other}}
      """;

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Manifests() {}

  public static Estate estate(String... texts) {
    var estate = Estate.empty(EstateSettings.defaults());
    for (var text : texts) {
      for (var object : objects(text)) {
        estate = estate.with(object);
      }
    }
    return estate.asGiven();
  }

  public static KubernetesObject object(String text) {
    return objects(text).get(0);
  }

  private static List<KubernetesObject> objects(String text) {
    var objects = new ArrayList<KubernetesObject>();
    try (MappingIterator<Map<String, Object>> values =
        YAML.readerForMapOf(Object.class).readValues(text)) {
      while (values.hasNext()) {
        objects.add(Documents.read(values.next(), NOW).orElseThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }

  /** The object as written takes its place in the estate, or is added to it. */
  public static Change apply(Estate estate, String text) {
    var after = object(text);
    return Change.between(
        estate.find(after.ref()).orElse(null), after, ALICE, Origin.ADMISSION, NOW);
  }

  public static Change delete(Estate estate, ObjectRef ref) {
    return Change.between(estate.find(ref).orElseThrow(), null, ALICE, Origin.ADMISSION, NOW);
  }

  /** The same change, seen by the watch. */
  public static Change landed(Change change) {
    return new Change(
        change.operation(),
        change.before(),
        change.after(),
        Actor.UNKNOWN,
        Origin.WATCH,
        false,
        change.at());
  }

  /** A Service with port 8080 and as many endpoints as said. */
  public static String service(String namespace, String name, int ready, int notReady) {
    var endpoints = new ArrayList<String>();
    for (int i = 0; i < ready + notReady; i++) {
      endpoints.add(
          "{addresses: [10.0.%d.%d], conditions: {ready: %s}}"
              .formatted(Math.abs(name.hashCode() % 200), i + 1, i < ready));
    }
    return """
        {apiVersion: v1, kind: Service, metadata: {name: %2$s, namespace: %1$s},
         spec: {ports: [{name: http, port: 8080}], selector: {app: %2$s}}}
        ---
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice,
         metadata: {name: %2$s-1, namespace: %1$s, labels: {kubernetes.io/service-name: %2$s}},
         addressType: IPv4, ports: [{name: http, port: 8080}], endpoints: [%3$s]}
        """
        .formatted(namespace, name, String.join(", ", endpoints));
  }

  /** An Ingress of class nginx; each path as {@code /path=service}. */
  public static String ingress(String namespace, String name, String host, String... paths) {
    return ingressWith(namespace, name, "", "", host, paths);
  }

  /** As {@link #ingress}, with annotations and further fields of the spec, in flow style. */
  public static String ingressWith(
      String namespace,
      String name,
      String annotations,
      String spec,
      String host,
      String... paths) {
    var items = new ArrayList<String>();
    for (var path : paths) {
      var parts = path.split("=");
      items.add(
          ("{path: %s, pathType: Prefix, backend: {service: {name: %s, port: {number: 8080}}}}")
              .formatted(parts[0], parts[1]));
    }
    return """
        {apiVersion: networking.k8s.io/v1, kind: Ingress,
         metadata: {name: %s, namespace: %s, annotations: {%s}},
         spec: {ingressClassName: nginx, %s
                rules: [{host: %s, http: {paths: [%s]}}]}}
        """
        .formatted(name, namespace, annotations, spec, host, String.join(", ", items));
  }
}
