package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.from.Attachments;
import dev.routeguard.routing.from.Attachments.Attachment;
import dev.routeguard.routing.from.GatewayRule;
import dev.routeguard.routing.from.Gateways;
import dev.routeguard.routing.from.Gateways.Listener;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The rules of one Gateway that Contour leaves out: those of which one match stands already on one
 * of the hosts they would have on a listener. They are read from the oldest route on, and one that
 * is left out hides no later one (internal/dag/gatewayapi_processor.go, hasConflictRoute). Hosts
 * that routes have in common are looked at together, others not.
 */
final class ContourRules {
  private static final Comparator<Instance> READ =
      Comparator.comparing((Instance one) -> one.route(), Gateways.OLDEST_FIRST)
          .thenComparing(Instance::ruleIndex);

  private final Translations translations;
  private final List<Listener> listeners;
  private final Attachments.Narrowing narrowing;
  private final UnaryOperator<GatewayRule> asRead;
  private final Map<String, Together> byHost = new HashMap<>();

  /**
   * Of one Gateway.
   *
   * @param listeners those that are open
   * @param asRead what Contour makes of a rule's match
   */
  ContourRules(
      Translations translations,
      List<Listener> listeners,
      Attachments.Narrowing narrowing,
      UnaryOperator<GatewayRule> asRead) {
    this.translations = translations;
    this.listeners = List.copyOf(listeners);
    this.narrowing = narrowing;
    this.asRead = asRead;
  }

  /** A rule on a listener, with all hosts it has there. */
  private record Instance(
      KubernetesObject route,
      int ruleIndex,
      Listener listener,
      List<String> hosts,
      List<RouteMatch> matches) {
    Rule rule() {
      return new Rule(route.ref(), ruleIndex, listener);
    }

    /** What no second rule of the kind may have. */
    List<List<Object>> places() {
      var places = new ArrayList<List<Object>>();
      for (String host : hosts) {
        for (RouteMatch match : matches) {
          places.add(
              List.of(
                  listener.listening().orElseThrow(), match.withHost(host), route.ref().kind()));
        }
      }
      return places;
    }
  }

  private record Rule(ObjectRef route, int index, Listener listener) {}

  /** Hosts that routes have in common, straight or by others, and what is left out on them. */
  private record Together(Set<String> hosts, Set<Rule> leftOut) {}

  /** Whether the rule has no place on the listener, asked about one of its hosts there. */
  boolean isLeftOut(GatewayRule rule, Listener listener, String host) {
    return together(host)
        .leftOut()
        .contains(new Rule(rule.route().ref(), rule.ruleIndex(), listener));
  }

  /** The hosts a route has on any listener. */
  Set<String> hostsOf(KubernetesObject route) {
    var hosts = new LinkedHashSet<String>();
    translations
        .attachments(route, listeners, narrowing)
        .forEach(attachment -> hosts.addAll(attachment.hosts()));
    return hosts;
  }

  /** Hosts whose rules may be there or not by what stands on these. */
  Set<String> hostsTogether(Set<String> hosts) {
    var found = new LinkedHashSet<String>();
    hosts.forEach(host -> found.addAll(together(host).hosts()));
    return found;
  }

  private Together together(String host) {
    var known = byHost.get(host);
    if (known == null) {
      known = find(host);
      for (String one : known.hosts()) {
        byHost.put(one, known);
      }
    }
    return known;
  }

  private Together find(String first) {
    var hosts = new LinkedHashSet<String>(Set.of(first));
    var instances = new LinkedHashMap<ObjectRef, List<Instance>>();
    var open = new ArrayDeque<String>(hosts);
    while (!open.isEmpty()) {
      var host = open.remove();
      for (KubernetesObject route : GatewayApiDialect.routes(estate(), listeners, host)) {
        if (instances.containsKey(route.ref())) {
          continue;
        }
        var attachments = translations.attachments(route, listeners, narrowing);
        if (attachments.stream().noneMatch(one -> one.hosts().contains(host))) {
          continue;
        }
        instances.put(route.ref(), instances(route, attachments));
        attachments.forEach(one -> one.hosts().stream().filter(hosts::add).forEach(open::add));
      }
    }
    return new Together(Set.copyOf(hosts), leftOut(instances));
  }

  private List<Instance> instances(KubernetesObject route, List<Attachment> attachments) {
    var matches = new TreeMap<Integer, List<RouteMatch>>();
    for (GatewayRule written : translations.routeRules(route)) {
      var rule = asRead.apply(written);
      matches.computeIfAbsent(rule.ruleIndex(), any -> new ArrayList<>()).add(rule.match());
    }
    var found = new ArrayList<Instance>();
    for (Attachment one : attachments) {
      matches.forEach(
          (index, own) -> found.add(new Instance(route, index, one.listener(), one.hosts(), own)));
    }
    return found;
  }

  private static Set<Rule> leftOut(Map<ObjectRef, List<Instance>> instances) {
    var taken = new HashSet<List<Object>>();
    var leftOut = new HashSet<Rule>();
    instances.values().stream()
        .flatMap(List::stream)
        .sorted(READ)
        .forEach(
            instance -> {
              var places = instance.places();
              if (places.stream().anyMatch(taken::contains)) {
                leftOut.add(instance.rule());
              } else {
                taken.addAll(places);
              }
            });
    return leftOut;
  }

  private Estate estate() {
    return translations.estate();
  }
}
