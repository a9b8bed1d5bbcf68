package dev.routeguard.estate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects for tests, from YAML or from the few words that matter. */
public final class Manifests {
  /** When objects without creation time were made. */
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Of a key that was thrown away, for shop.example.com and *.shop.example.com. */
  public static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBqDCCAU6gAwIBAgIUHf5PRqK0wZdcBwbC3HNFOTs89mYwCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEc2hvcDAgFw0yNjExMjMxMjI0NTBaGA8yMTI2MTAzMDEyMjQ1
      MFowDzENMAsGA1UEAwwEc2hvcDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAdd
      dT65cESChEvB7smzn51BNc49QXVHTIRf2Osx7aLKCHKWvyqjDs72a8nYZNL/htkP
      YOptaeTYXodg4thgYZSjgYUwgYIwHQYDVR0OBBYEFNdzL96J84nV7SX3LFDjsDhN
      0QvEMB8GA1UdIwQYMBaAFNdzL96J84nV7SX3LFDjsDhN0QvEMA8GA1UdEwEB/wQF
      MAMBAf8wLwYDVR0RBCgwJoIQc2hvcC5leGFtcGxlLmNvbYISKi5zaG9wLmV4YW1w
      bGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIAJEPe4+j2tK5A7KSKMsdAbW/xLL+sLa
      1adnpwPh2aB6AiEAqQquygvvigphO4H5Ee1djcrk197rVwaSUyyypRhRkpI=
      -----END CERTIFICATE-----
      """;

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Manifests() {}

  /** The one object of a document. */
  public static KubernetesObject object(String yaml) {
    try {
      Map<String, Object> document = YAML.readerForMapOf(Object.class).readValue(yaml);
      return Documents.read(document, NOW).orElseThrow();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  /** The objects of several documents. */
  public static List<KubernetesObject> objects(String yaml) {
    var objects = new ArrayList<KubernetesObject>();
    try (MappingIterator<Map<String, Object>> documents =
        YAML.readerForMapOf(Object.class).readValues(yaml)) {
      documents.forEachRemaining(d -> objects.add(Documents.read(d, NOW).orElseThrow()));
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(yaml, e);
    }
  }

  public static Estate estate(EstateSettings settings, KubernetesObject... objects) {
    var estate = Estate.empty(settings);
    for (KubernetesObject object : objects) {
      estate = estate.with(object);
    }
    return estate;
  }

  /** A Service with port 80 named http. */
  public static KubernetesObject service(String namespace, String name) {
    return object(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: %s}
        spec: {ports: [{name: http, port: 80}]}
        """
            .formatted(name, namespace));
  }

  /** Its EndpointSlice. */
  public static KubernetesObject slice(String namespace, String service, int ready, int notReady) {
    var endpoints = new StringBuilder();
    for (int i = 0; i < ready + notReady; i++) {
      var condition = i < ready ? "" : ", conditions: {ready: false}";
      endpoints.append("- {addresses: [10.0.0.%d]%s}\n".formatted(i + 1, condition));
    }
    return object(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: %s-1, namespace: %s, labels: {kubernetes.io/service-name: %s}}
        addressType: IPv4
        ports: [{name: http, port: 8080}]
        endpoints:
        %s
        """
            .formatted(service, namespace, service, endpoints.isEmpty() ? "  []" : endpoints));
  }

  /** An IngressClass. */
  public static KubernetesObject ingressClass(String name, String controller) {
    return object(
        """
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: %s}
        spec: {controller: %s}
        """
            .formatted(name, controller));
  }

  /** An Ingress of class nginx in namespace shop with one host. */
  public static IngressWriter ingress(String name, String host) {
    return new IngressWriter(name, host);
  }

  /** Writes an Ingress word by word. */
  public static final class IngressWriter {
    private final String name;
    private final String host;
    private final StringBuilder paths = new StringBuilder();
    private final StringBuilder annotations = new StringBuilder();
    private String namespace = "shop";
    private String className = "nginx";
    private String created = "2026-01-01T00:00:00Z";
    private String tls = "";
    private String status = "";

    private IngressWriter(String name, String host) {
      this.name = name;
      this.host = host;
    }

    public IngressWriter path(String type, String path, String service) {
      paths.append(
          """
                - {path: '%s', pathType: %s, backend: {service: {name: %s, port: {number: 80}}}}
          """
              .formatted(path, type, service));
      return this;
    }

    public IngressWriter annotation(String key, String value) {
      annotations.append("    %s: '%s'%n".formatted(key, value));
      return this;
    }

    public IngressWriter in(String other) {
      namespace = other;
      return this;
    }

    public IngressWriter ofClass(String other) {
      className = other;
      return this;
    }

    public IngressWriter created(String time) {
      created = time;
      return this;
    }

    public IngressWriter tls(String secret) {
      tls = "  tls: [{hosts: ['%s'], secretName: %s}]%n".formatted(host, secret);
      return this;
    }

    public IngressWriter address(String ip) {
      status = "status: {loadBalancer: {ingress: [{ip: %s}]}}%n".formatted(ip);
      return this;
    }

    public KubernetesObject object() {
      return Manifests.object(
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata:
            name: %s
            namespace: %s
            creationTimestamp: '%s'
            annotations:
              example.com/note: written by a test
          %sspec:
            ingressClassName: %s
          %s  rules:
            - host: '%s'
              http:
                paths:
          %s%s"""
              .formatted(
                  name, namespace, created, annotations, className, tls, host, paths, status));
    }
  }
}
