package dev.routeguard.files;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.files.Manifests.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes Estates of manifests as people keep them. Files seldom hold everything: EndpointSlices are
 * in none, Services and classes often live elsewhere. A kind of which no object is given is
 * unknown, not missing; Gateways that routes name and nobody gives are taken to be there, and where
 * two states are compared also routes of Gateways of which none is given.
 */
public final class GivenEstates {
  /** Kinds that usually live elsewhere. */
  private static final Set<Kind> ELSEWHERE =
      Set.of(
          Kind.SERVICE,
          Kind.ENDPOINT_SLICE,
          Kind.INGRESS_CLASS,
          Kind.GATEWAY_CLASS,
          Kind.SECRET,
          Kind.CONFIG_MAP,
          Kind.POD);

  private final Map<String, String> dialects;
  private final Instant now;
  private final Consumer<String> notices;

  /**
   * @param dialects by class, {@code *} for all others
   * @param now when objects without creation time count as created
   * @param notices takes a sentence on each thing that is taken for granted
   */
  public GivenEstates(Map<String, String> dialects, Instant now, Consumer<String> notices) {
    this.dialects = Map.copyOf(dialects);
    this.now = now;
    this.notices = notices;
  }

  /** Before and after. */
  public record Pair(Estate before, Estate after) {}

  /** The Estate of all that is given. */
  public Estate of(List<Manifest> manifests) {
    var objects = objects(manifests, Map.of()).values();
    return frame(objects, List.of()).with(objects);
  }

  /** Two states of one estate; what the later adds is younger. */
  public Pair pair(List<Manifest> before, List<Manifest> after) {
    var old = objects(before, Map.of());
    return pair(old, objects(after, old));
  }

  /** One estate, and the same with objects applied onto it. */
  public Pair applied(List<Manifest> before, List<Manifest> onto) {
    var old = objects(before, Map.of());
    var young = new LinkedHashMap<>(old);
    young.putAll(objects(onto, old));
    return pair(old, young);
  }

  private Pair pair(Map<ObjectRef, KubernetesObject> old, Map<ObjectRef, KubernetesObject> young) {
    var all = new ArrayList<>(old.values());
    all.addAll(young.values());
    var frame = frame(all, AssumedRoutes.missingAmong(all, now));
    return new Pair(frame.with(old.values()), frame.with(young.values()));
  }

  private Map<ObjectRef, KubernetesObject> objects(
      List<Manifest> manifests, Map<ObjectRef, KubernetesObject> earlier) {
    var objects = new LinkedHashMap<ObjectRef, KubernetesObject>();
    var sources = new HashMap<ObjectRef, String>();
    var parents = new AssumedParents(notices);
    for (Manifest given : manifests) {
      var manifest = parents.completed(given);
      var read = manifest.object(now).orElse(null);
      if (read != null) {
        var ref = read.ref();
        var first = sources.put(ref, manifest.source());
        if (first != null && !read.equals(objects.get(ref))) {
          notices.accept(
              "%s: %s stands in %s already; the later counts"
                  .formatted(manifest.source(), ref, first));
        }
        boolean isNew = !earlier.isEmpty() && !earlier.containsKey(ref);
        objects.put(ref, isNew ? younger(manifest) : read);
      }
    }
    return objects;
  }

  private KubernetesObject younger(Manifest manifest) {
    return manifest.object(now.plus(Duration.ofSeconds(1))).orElseThrow();
  }

  /** What all sides have in common and none of them gives. */
  private Frame frame(Collection<KubernetesObject> all, List<KubernetesObject> routes) {
    var unknown = EnumSet.copyOf(ELSEWHERE);
    all.forEach(object -> unknown.remove(object.ref().kind()));
    var gateways = AssumedGateways.missingAmong(all, now);
    var known = new HashMap<>(dialects);
    for (KubernetesObject gateway : gateways) {
      known.putIfAbsent(AssumedGateways.CLASS, "gateway-api");
      notices.accept(gateway.ref() + " is not given: taken to take the routes of all namespaces");
    }
    gatewaysOf(routes)
        .forEach(ref -> notices.accept("no route of " + ref + " is given: taken to have one"));
    var assumed = new ArrayList<>(gateways);
    assumed.addAll(routes);
    return new Frame(new EstateSettings(known, Set.of(), unknown), assumed);
  }

  private static Set<String> gatewaysOf(List<KubernetesObject> routes) {
    return routes.stream()
        .flatMap(route -> Tree.maps(route.map("spec"), "parentRefs").stream())
        .map(
            p ->
                Tree.text(p, "kind") + "/" + Tree.text(p, "namespace") + "/" + Tree.text(p, "name"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private record Frame(EstateSettings settings, List<KubernetesObject> assumed) {
    Estate with(Collection<KubernetesObject> objects) {
      var estate = Estate.empty(settings);
      for (KubernetesObject object : assumed) {
        estate = estate.with(object);
      }
      for (KubernetesObject object : objects) {
        estate = estate.with(object);
      }
      return estate;
    }
  }
}
