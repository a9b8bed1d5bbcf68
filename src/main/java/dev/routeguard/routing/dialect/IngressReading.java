package dev.routeguard.routing.dialect;

import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
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
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the Ingress dialects have in common while they read one class for one host. */
final class IngressReading {
  /** Where an Ingress controller listens, as far as the API knows. */
  static final Set<Listening> LISTENINGS = Set.of(Listening.HTTP, Listening.HTTPS);

  private static final Outcome.Status NO_ROUTE = new Outcome.Status(404, "no rule matches");

  /**
   * The facts about a controller that every reading needs.
   *
   * @param reads whether it knows an annotation
   * @param missing what it answers where a Service or port is missing
   * @param empty what it answers where no endpoint is usable
   */
  record Facts(Predicate<String> reads, int missing, int empty, Endpoints.Usable usable) {
    /** A controller that knows the annotations of one table and asks for ready endpoints. */
    static Facts of(String table, int missing, int empty) {
      return new Facts(
          key -> AnnotationTable.SHIPPED.dialectOf(key).equals(table),
          missing,
          empty,
          Endpoints.Usable.READY);
    }

    /** The same, knowing further annotations. */
    Facts reading(String... keys) {
      var more = Set.of(keys);
      return new Facts(reads.or(more::contains), missing, empty, usable);
    }
  }

  private final Estate estate;
  private final Entry entry;
  private final Facts facts;
  private final IngressClasses classes;
  private final Translations translations;
  private final IngressAttributes attributes;

  /** What one table asks for again with every rule. */
  private final Map<String, List<KubernetesObject>> claiming = new HashMap<>();

  IngressReading(Translations translations, Entry entry, Facts facts) {
    this.translations = translations;
    this.estate = translations.estate();
    this.entry = entry;
    this.facts = facts;
    this.classes = translations.classes();
    this.attributes = new IngressAttributes(facts.reads());
  }

  Estate estate() {
    return estate;
  }

  Entry entry() {
    return entry;
  }

  /** The Ingresses of the class that claim a host as written, oldest first. */
  List<KubernetesObject> claiming(String host) {
    return claiming.computeIfAbsent(
        host, written -> List.copyOf(classes.claiming(entry.name(), written)));
  }

  /** The paths of an Ingress in the order written, a default backend last. */
  List<IngressRule> rules(KubernetesObject ingress) {
    return translations.rules(ingress);
  }

  /** The paths written for a host as written, oldest Ingress first, default backends left out. */
  List<IngressRule> rulesOf(String written) {
    return claiming(written).stream()
        .flatMap(ingress -> rules(ingress).stream())
        .filter(rule -> !rule.isDefault() && rule.host().equals(written))
        .toList();
  }

  /** The rules of the class that send requests to this very backend, oldest Ingress first. */
  List<IngressRule> routesTo(Backend backend) {
    return estate.routesNaming(backend.namespace(), backend.service()).stream()
        .filter(ref -> ref.kind() == Kind.INGRESS)
        .flatMap(ref -> estate.find(ref).stream())
        .filter(ingress -> classes.entryOf(ingress).equals(entry))
        .sorted(IngressClasses.OLDEST_FIRST)
        .flatMap(ingress -> rules(ingress).stream())
        .filter(rule -> !rule.isDefault() && rule.backend().equals(backend))
        .toList();
  }

  /** The default backends of the class, oldest Ingress first. */
  List<IngressRule> defaults() {
    return claiming("").stream().map(Ingresses::defaultBackend).flatMap(Optional::stream).toList();
  }

  /** The share of a rule's backend, with what this data plane says where it can't answer. */
  Share share(Backend backend, double percent) {
    var all = translations.share(backend, facts.usable(), facts.missing(), facts.empty());
    return percent == all.percent()
        ? all
        : new Share(all.backend(), percent, all.readiness(), all.readyEndpoints(), all.status());
  }

  /** All requests of the rule's backend; one that is no Service can't be looked up. */
  Share share(IngressRule rule) {
    return rule.resourceBackend()
        ? new Share(rule.backend(), 100, Share.Readiness.UNKNOWN, 0, 0)
        : share(rule.backend(), 100);
  }

  /** Whether a backend is a name outside the cluster, which several controllers refuse. */
  boolean isExternalName(IngressRule rule) {
    return estate
        .service(rule.backend().namespace(), rule.backend().service())
        .filter(service -> service.text("spec", "type").equals("ExternalName"))
        .isPresent();
  }

  /** All requests of a rule to its backend. */
  Outcome.Forward forward(IngressRule rule) {
    return new Outcome.Forward(List.of(share(rule)), attributes(rule));
  }

  /** What users of the Ingress's routes notice, by the annotations this controller reads. */
  Map<String, String> attributes(IngressRule rule) {
    var found = new HashMap<String, String>();
    estate
        .service(rule.backend().namespace(), rule.backend().service())
        .ifPresent(service -> found.putAll(attributes.of(service.annotations())));
    found.putAll(attributes.of(rule.annotations()));
    return found;
  }

  /** The same answer over HTTPS, with the certificate as an attribute. */
  static Action overTls(Action action, String certificate) {
    if (action instanceof Action.Always always
        && always.outcome() instanceof Outcome.Forward forward) {
      var attributes = new HashMap<>(forward.attributes());
      attributes.put(
          Certificates.ATTRIBUTE, certificate.isEmpty() ? Certificates.DEFAULT : certificate);
      return new Action.Always(new Outcome.Forward(forward.shares(), attributes));
    }
    return action;
  }

  /** The same answer with a further attribute. */
  static Outcome.Forward with(Outcome.Forward forward, String attribute, String value) {
    var attributes = new HashMap<>(forward.attributes());
    attributes.put(attribute, value);
    return new Outcome.Forward(forward.shares(), attributes);
  }

  /** {@code namespace/secret} of the oldest entry that covers a host; empty where none does. */
  static String certificate(Collection<KubernetesObject> ingresses, String host) {
    for (KubernetesObject ingress : ingresses) {
      for (Ingresses.Tls tls : Ingresses.tls(ingress)) {
        if (tls.covers(host)) {
          return ingress.ref().namespace() + "/" + tls.secret();
        }
      }
    }
    return "";
  }

  List<Untranslated> notes(Collection<KubernetesObject> ingresses) {
    var notes = new ArrayList<Untranslated>();
    for (KubernetesObject ingress : ingresses) {
      notes.addAll(translations.notes(ingress));
      notes.addAll(attributes.notes(ingress));
    }
    return notes;
  }

  /** A table with nothing that falls through to other hosts. */
  HostTable table(String host, List<Route> routes, List<Untranslated> notes) {
    return table(host, LISTENINGS, routes, notes);
  }

  HostTable table(
      String host, Set<Listening> listenings, List<Route> routes, List<Untranslated> notes) {
    var frame = new HostTable.Frame(listenings, NO_ROUTE, false);
    return new HostTable(entry, host, frame, routes, notes);
  }

  /** An annotation of an object under a prefix, stripped; empty text where there is none. */
  static String annotation(KubernetesObject object, String key) {
    return Objects.requireNonNullElse(object.annotations().get(key), "").strip();
  }
}
