package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IngressGroup;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Listening;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.Route;
import dev.routeguard.routing.RouteMatch;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.RoutedMatch;
import dev.routeguard.routing.from.IngressClasses;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * R03. Two objects on one entry claim an equal match and answer it differently. Who wins is the
 * dialect's: the oldest (ingress-nginx, Gateway API), the group's order (ALB), or nobody knows
 * (Traefik, Skipper). Sources: ingress-nginx how-it-works, "Building the NGINX model"; Gateway API
 * HTTPRouteRule, "ties".
 */
public final class RouteConflict implements StateCheck {
  static final String NAME = "route-conflict";

  /** Where every claim is in the table; others leave out what lost. */
  private static final Set<String> WHOLE_TABLES =
      Set.of("traefik", "traefik-ingress-nginx", "aws-alb", "gke", "skipper");

  private static final String CANARY = "nginx.ingress.kubernetes.io/canary";
  private static final String CILIUM_MODE = "ingress.cilium.io/loadbalancer-mode";
  private static final String TRAEFIK_PRIORITY = "traefik.ingress.kubernetes.io/router.priority";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R03",
          NAME,
          "Several objects claim the same match",
          Severity.HIGH,
          "Two objects on one entry claim the same host, path, method, headers and query and answer"
              + " differently; says who wins, or that nobody knows.",
          List.of());

  private record Place(Entry entry, String host) {}

  private record Claim(Listening listening, RouteMatch match) {}

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (var place : places(scope)) {
      if (isReadFromRules(scope, place.entry())) {
        ofRules(scope, place, found);
      } else {
        ofTable(scope, place, found);
      }
    }
    return found;
  }

  private static boolean isReadFromRules(Scope scope, Entry entry) {
    return entry.type() == Entry.Type.INGRESS_CLASS
        && !WHOLE_TABLES.contains(scope.tables().dialectOf(entry));
  }

  private static Set<Place> places(Scope scope) {
    var nginx = new LinkedHashSet<Place>();
    for (var ref : new TreeSet<>(scope.objects())) {
      for (var route : scope.tables().routesOf(ref)) {
        if (route.entry().type() != Entry.Type.LOAD_BALANCER) {
          nginx.add(new Place(route.entry(), route.witness().host()));
        }
      }
      if (ref.kind() == Kind.INGRESS) {
        // A match that lost is not in the table: the hosts are read from the object.
        scope.estate().find(ref).ifPresent(ingress -> addWritten(scope, ingress, nginx));
      }
    }
    return nginx;
  }

  private static void addWritten(Scope scope, KubernetesObject ingress, Set<Place> places) {
    for (var entry : scope.tables().entriesOf(ingress.ref())) {
      if (isReadFromRules(scope, entry)) {
        Ingresses.hosts(ingress).forEach(host -> places.add(new Place(entry, host)));
      }
    }
  }

  /** Claims as written, as in ingress-nginx, which keeps the oldest rule of a path. */
  private static void ofRules(Scope scope, Place place, List<Found> found) {
    var first = new LinkedHashMap<String, IngressRule>();
    var classes = new IngressClasses(scope.estate());
    for (var ingress : classes.claiming(place.entry().name(), place.host())) {
      if (!"true".equals(ingress.annotations().get(CANARY))) {
        for (var rule : Ingresses.rules(ingress)) {
          if (rule.host().equals(place.host()) && !rule.isDefault()) {
            var winner = first.putIfAbsent(rule.path() + ' ' + rule.isExact(), rule);
            if (winner != null && !winner.backend().equals(rule.backend())) {
              add(scope, place.entry(), winner, rule, found);
            }
          }
        }
      }
    }
  }

  private static void add(
      Scope scope, Entry entry, IngressRule winner, IngressRule loser, List<Found> found) {
    var one = winner.ingress().ref();
    var other = loser.ingress().ref();
    if (!one.equals(other)
        && isTouched(scope, one, other)
        && shareEntry(scope, entry, one, other)) {
      var place = Wording.host(loser.host()) + loser.path();
      var text =
          "%s claims %s for %s, which %s sends to %s; %s"
              .formatted(
                  other,
                  place,
                  Wording.backend(loser.backend(), other.namespace()),
                  one,
                  Wording.backend(winner.backend(), one.namespace()),
                  answering(scope, entry, loser));
      found.add(Found.at(DESCRIPTION, other, place, loser.fieldPath(), text, remedy(one, other)));
    }
  }

  private static String answering(Scope scope, Entry entry, IngressRule rule) {
    return scope.tables().routesOn(entry, rule.host()).stream()
        .filter(route -> route.match().path().equals(rule.path()))
        .findFirst()
        .map(route -> scope.tables().explain(entry, route.witness()).winner())
        .map(route -> route.object() + " wins")
        .orElse("which of them answers is left open");
  }

  private static void ofTable(Scope scope, Place place, List<Found> found) {
    var table = scope.tables().table(place.entry(), place.host());
    var ranked = table.ranked();
    var routed = table.routes();
    var first = new LinkedHashMap<Claim, Integer>();
    for (int i = 0; i < ranked.size(); i++) {
      var route = ranked.get(i);
      if (!route.fieldPath().equals("spec.defaultBackend")) {
        var winner = first.putIfAbsent(new Claim(route.listening(), route.match()), i);
        if (winner != null
            && conflict(scope, place.entry(), ranked.get(winner), route)
            && !sameAnswer(routed.get(winner).outcome(), routed.get(i).outcome())) {
          var open = ranked.get(winner).rank() == route.rank();
          found.add(found(scope, routed.get(winner), routed.get(i), open));
        }
      }
    }
  }

  private static boolean conflict(Scope scope, Entry entry, Route winner, Route loser) {
    var one = winner.object();
    var other = loser.object();
    return !one.equals(other)
        && isTouched(scope, one, other)
        && (entry.type() == Entry.Type.GATEWAY || shareEntry(scope, entry, one, other));
  }

  /** Some classes give every Ingress a load balancer of its own; a priority is a decision. */
  private static boolean shareEntry(Scope scope, Entry entry, ObjectRef one, ObjectRef other) {
    var estate = scope.estate();
    return switch (scope.tables().dialectOf(entry)) {
      case "gke" -> false;
      case "aws-alb" ->
          !group(estate, one).isEmpty() && group(estate, one).equals(group(estate, other));
      case "cilium" ->
          !"dedicated".equals(annotation(estate, one, CILIUM_MODE))
              && !"dedicated".equals(annotation(estate, other, CILIUM_MODE));
      case "traefik" ->
          annotation(estate, one, TRAEFIK_PRIORITY)
              .equals(annotation(estate, other, TRAEFIK_PRIORITY));
      default -> true;
    };
  }

  private static String group(Estate estate, ObjectRef ref) {
    return estate.find(ref).map(IngressGroup::of).orElse("");
  }

  private static String annotation(Estate estate, ObjectRef ref, String key) {
    return estate.find(ref).map(o -> o.annotations().getOrDefault(key, "")).orElse("");
  }

  private static boolean isTouched(Scope scope, ObjectRef one, ObjectRef other) {
    return scope.objects().contains(one) || scope.objects().contains(other);
  }

  /** The same place for the same requests; how long it may take or the like is another matter. */
  private static boolean sameAnswer(Outcome one, Outcome other) {
    return one.equals(other)
        || (one instanceof Forward first
            && other instanceof Forward second
            && targets(first).equals(targets(second)));
  }

  private static Set<String> targets(Forward forward) {
    return forward.shares().stream()
        .map(share -> share.backend() + " " + Math.round(share.percent()))
        .collect(Collectors.toSet());
  }

  private static Found found(Scope scope, RoutedMatch one, RoutedMatch other, boolean open) {
    var younger = open && isYounger(scope.tables(), one, other) ? one : other;
    var older = younger == one ? other : one;
    var verdict =
        open
            ? "which of them answers is undefined (" + scope.tables().dialectOf(one.entry()) + ")"
            : older.object() + " wins";
    var text =
        "is claimed by %s (%s) and by %s (%s): %s"
            .formatted(
                older.object(),
                Wording.outcome(older.outcome(), older.object().namespace()),
                younger.object(),
                Wording.outcome(younger.outcome(), younger.object().namespace()),
                verdict);
    return Found.on(DESCRIPTION, younger, text, remedy(older.object(), younger.object()));
  }

  private static boolean isYounger(RouteTables tables, RoutedMatch one, RoutedMatch other) {
    var estate = tables.estate();
    var first = estate.find(one.object());
    var second = estate.find(other.object());
    return first.isPresent()
        && second.isPresent()
        && IngressClasses.OLDEST_FIRST.compare(first.get(), second.get()) > 0;
  }

  private static String remedy(ObjectRef one, ObjectRef other) {
    return "Remove the match from %s or from %s.".formatted(one, other);
  }
}
