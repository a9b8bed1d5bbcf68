package dev.routeguard.routing;

import static dev.routeguard.estate.Manifests.estate;
import static dev.routeguard.estate.Manifests.service;
import static dev.routeguard.estate.Manifests.slice;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests;
import dev.routeguard.estate.Manifests.IngressWriter;
import java.util.Map;
import java.util.Set;

/**
 * A class named edge that is read in one dialect. Services web and pay answer, empty has one
 * endpoint that is not ready, idle has none, gone does not exist.
 */
final class Scene {
  static final String HOST = "shop.example.com";
  static final Entry EDGE = Entry.ofClass("edge");

  private final Estate services;

  Scene(String dialect) {
    this.services =
        estate(
            new EstateSettings(Map.of("edge", dialect), Set.of(), Set.of(Kind.SECRET)),
            service("shop", "web"),
            slice("shop", "web", 2, 0),
            service("shop", "pay"),
            slice("shop", "pay", 3, 0),
            service("shop", "idle"),
            service("shop", "empty"),
            slice("shop", "empty", 0, 1));
  }

  static IngressWriter ingress(String name, String host) {
    return Manifests.ingress(name, host).ofClass("edge");
  }

  /** With a default backend, and nothing else. */
  static KubernetesObject fallback(String name, String service) {
    return Manifests.object(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s, namespace: shop}
        spec: {ingressClassName: edge, defaultBackend: {service: {name: %s, port: {number: 80}}}}
        """
            .formatted(name, service));
  }

  Estate with(KubernetesObject... objects) {
    var estate = services;
    for (KubernetesObject object : objects) {
      estate = estate.with(object);
    }
    return estate;
  }

  Outcome outcome(Request request, KubernetesObject... objects) {
    return RouteTables.of(with(objects)).answer(EDGE, request);
  }

  /** Who answers, in words; of a backend that can't, the status. */
  String answer(Request request, KubernetesObject... objects) {
    var outcome = outcome(request, objects);
    if (outcome instanceof Outcome.Undefined) {
      return "undefined";
    }
    return outcome instanceof Outcome.Forward forward && !forward.isServed()
        ? Integer.toString(forward.shares().get(0).status())
        : outcome.inWords();
  }

  String answer(String path, KubernetesObject... objects) {
    return answer(Request.get(Scheme.HTTP, HOST, path), objects);
  }

  String host(String host, KubernetesObject... objects) {
    return answer(Request.get(Scheme.HTTP, host, "/"), objects);
  }

  String tls(String path, KubernetesObject... objects) {
    return answer(Request.get(Scheme.HTTPS, HOST, path), objects);
  }

  Map<String, String> attributes(String path, KubernetesObject... objects) {
    var outcome = outcome(Request.get(Scheme.HTTP, HOST, path), objects);
    return ((Outcome.Forward) outcome).attributes();
  }
}
