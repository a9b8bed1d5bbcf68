package dev.routeguard.routing.dialect;

import dev.routeguard.estate.AnnotationMeaning;
import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Certificates;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.Endpoints;
import dev.routeguard.routing.from.IngressClasses;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the Ingress dialects have in common while they read one class for one host. */
final class IngressReading {
  /** Where an Ingress controller listens, as far as the API knows. */
  static final Set<Listening> LISTENINGS = Set.of(Listening.HTTP, Listening.HTTPS);

  /** The attribute that names the certificate of HTTPS requests. */
  private static final String TLS = Certificates.ATTRIBUTE;

  private static final int UNAVAILABLE = 503;

  private final Entry entry;
  private final IngressClasses classes;
  private final Endpoints endpoints;
  private final Predicate<String> reads;

  /**
   * @param reads whether the controller knows an annotation
   */
  IngressReading(Estate estate, Entry entry, Predicate<String> reads) {
    this.entry = entry;
    this.classes = new IngressClasses(estate);
    this.endpoints = new Endpoints(estate);
    this.reads = reads;
  }

  /** The Ingresses of the class that claim a host as written, oldest first. */
  List<KubernetesObject> claiming(String host) {
    return classes.claiming(entry.name(), host);
  }

  /** The share of a rule's backend, with what this data plane says where it can't answer. */
  Share share(Backend backend, double percent) {
    return endpoints.share(backend, percent, UNAVAILABLE, UNAVAILABLE);
  }

  private Share share(IngressRule rule) {
    return rule.resourceBackend()
        ? new Share(rule.backend(), 100, Share.Readiness.UNKNOWN, 0, 0)
        : share(rule.backend(), 100);
  }

  /** All requests of a rule to its backend. */
  Outcome.Forward forward(IngressRule rule) {
    return new Outcome.Forward(List.of(share(rule)), attributes(rule));
  }

  /** What users of the Ingress's routes notice, by the annotations this controller reads. */
  Map<String, String> attributes(IngressRule rule) {
    var attributes = new HashMap<String, String>();
    rule.annotations()
        .forEach(
            (key, value) -> {
              var meaning = AnnotationTable.SHIPPED.meaningOf(key);
              if (reads.test(key)
                  && (meaning == AnnotationMeaning.ATTRIBUTE
                      || meaning == AnnotationMeaning.SECURITY)) {
                attributes.put(key, AnnotationTable.SHIPPED.normalValue(key, value));
              }
            });
    return attributes;
  }

  /** The same answer over HTTPS, with the certificate as an attribute. */
  static Action overTls(Action action, String certificate) {
    if (action instanceof Action.Always always
        && always.outcome() instanceof Outcome.Forward forward) {
      var attributes = new HashMap<>(forward.attributes());
      attributes.put(TLS, certificate.isEmpty() ? Certificates.DEFAULT : certificate);
      return new Action.Always(new Outcome.Forward(forward.shares(), attributes));
    }
    return action;
  }

  /** {@code namespace/secret} of the oldest entry that covers a host; empty where none does. */
  static String certificate(List<KubernetesObject> ingresses, String host) {
    for (KubernetesObject ingress : ingresses) {
      for (Ingresses.Tls tls : Ingresses.tls(ingress)) {
        if (tls.covers(host)) {
          return ingress.ref().namespace() + "/" + tls.secret();
        }
      }
    }
    return "";
  }

  List<Untranslated> notes(List<KubernetesObject> ingresses) {
    var notes = new ArrayList<Untranslated>();
    ingresses.forEach(ingress -> notes.addAll(Ingresses.notes(ingress)));
    return notes;
  }

  /** A table with nothing that falls through to other hosts. */
  HostTable table(String host, List<Route> routes, List<Untranslated> notes) {
    var noRoute = new Outcome.Status(404, "no rule matches");
    var frame = new HostTable.Frame(LISTENINGS, noRoute, false);
    return new HostTable(entry, host, frame, routes, notes);
  }

  /** The host with its first label replaced by {@code *}; empty where it has but one. */
  static String wildcardOf(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? "" : "*" + host.substring(dot);
  }
}
