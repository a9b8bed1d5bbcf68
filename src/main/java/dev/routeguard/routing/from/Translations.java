package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.Attachments.Attachment;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What the translators make of the objects of one Estate, each made once: an object of many hosts
 * stands in the tables of all of them, and reading it anew for each would cost the square of its
 * length. Not safe for several threads.
 */
public final class Translations {
  private final Estate estate;
  private final IngressClasses classes;
  private final Map<ObjectRef, List<IngressRule>> ingressRules = new HashMap<>();
  private final Map<ObjectRef, List<Untranslated>> ingressNotes = new HashMap<>();
  private final Map<ObjectRef, List<GatewayRule>> routeRules = new HashMap<>();
  private final Map<ObjectRef, List<Untranslated>> routeNotes = new HashMap<>();
  private final Map<ObjectRef, List<Checked>> listeners = new HashMap<>();
  private final Map<Offer, List<Attachment>> attached = new HashMap<>();

  private final Map<Asked, Share> shares = new HashMap<>();
  private final Map<Answering, Action> actions = new HashMap<>();

  private final Map<OfGateway, Object> ofGateways = new HashMap<>();

  private record OfGateway(ObjectRef gateway, Class<?> type) {}

  /** A backend and how a controller takes it. */
  private record Asked(Backend backend, Endpoints.Usable usable, int missing, int empty) {}

  /** A rule of a route on a listener. */
  private record Answering(ObjectRef route, int ruleIndex, Listener listener) {}

  /** A route and the listeners it may be attached to. */
  private record Offer(ObjectRef route, List<Listener> listeners) {}

  public Translations(Estate estate) {
    this.estate = estate;
    this.classes = new IngressClasses(estate);
  }

  public Estate estate() {
    return estate;
  }

  public IngressClasses classes() {
    return classes;
  }

  /** The paths of an Ingress in the order written, a default backend last. */
  public List<IngressRule> rules(KubernetesObject ingress) {
    return ingressRules.computeIfAbsent(
        ingress.ref(), ref -> List.copyOf(Ingresses.rules(ingress)));
  }

  /** What of an Ingress is left to its controller in a way nobody wrote down. */
  public List<Untranslated> notes(KubernetesObject ingress) {
    return ingressNotes.computeIfAbsent(
        ingress.ref(), ref -> List.copyOf(Ingresses.notes(ingress)));
  }

  /**
   * All requests to a backend of an Ingress, its port by number.
   *
   * @param missing what the controller answers where Service or port is missing
   * @param empty what it answers where no endpoint is usable
   */
  public Share share(Backend backend, Endpoints.Usable usable, int missing, int empty) {
    return shares.computeIfAbsent(new Asked(backend, usable, missing, empty), this::share);
  }

  private Share share(Asked asked) {
    var endpoints = new Endpoints(estate, asked.usable());
    var backend = endpoints.numbered(asked.backend());
    return endpoints.share(backend, 100, asked.missing(), asked.empty());
  }

  /** Every match of every rule of a Gateway API route, in the order written. */
  public List<GatewayRule> routeRules(KubernetesObject route) {
    return routeRules.computeIfAbsent(route.ref(), ref -> List.copyOf(GatewayRule.of(route)));
  }

  /** What of a Gateway API route could not be translated. */
  public List<Untranslated> routeNotes(KubernetesObject route) {
    return routeNotes.computeIfAbsent(route.ref(), ref -> List.copyOf(GatewayNotes.of(route)));
  }

  /** As {@link CheckedListeners#of}; of one Gateway always asked in the same way. */
  public List<Checked> listeners(KubernetesObject gateway, boolean firstStreamWins) {
    return listeners.computeIfAbsent(
        gateway.ref(), ref -> CheckedListeners.of(estate, gateway, firstStreamWins));
  }

  /** The listeners among those given that take a route; of one Gateway always asked alike. */
  public List<Attachment> attachments(
      KubernetesObject route, List<Listener> offered, Attachments.Narrowing narrowing) {
    return attached.computeIfAbsent(
        new Offer(route.ref(), offered),
        offer -> new Attachments(estate, narrowing).of(route, offered));
  }

  /** What a dialect works out once of a Gateway. */
  public <T> T once(ObjectRef gateway, Class<T> type, Supplier<T> dialect) {
    var key = new OfGateway(gateway, type);
    var known = ofGateways.get(key);
    if (known == null) {
      known = dialect.get();
      ofGateways.put(key, known);
    }
    return type.cast(known);
  }

  /** What a rule of a Gateway API route does on a listener, which no host changes. */
  public Action action(
      GatewayRule rule, Listener listener, BiFunction<GatewayRule, Listener, Action> dialect) {
    return actions.computeIfAbsent(
        new Answering(rule.route().ref(), rule.ruleIndex(), listener),
        place -> dialect.apply(rule, listener));
  }
}
