package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which class serves an Ingress. An Ingress without class belongs to the default class; of two
 * default classes to the one created last, as the API server's admission has it. Where none is the
 * default, it belongs to the class whose controller serves what has no class, if there is one such.
 */
public final class IngressClasses {
  private static final String IS_DEFAULT = "ingressclass.kubernetes.io/is-default-class";
  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  /**
   * Controllers that serve Ingresses without class: Contour ("If not set, then all Ingress
   * controllers serve the Ingress"), Skipper, GKE ("either unset, or set to gce").
   */
  private static final Set<String> TAKE_CLASSLESS =
      Set.of(
          "projectcontour.io/ingress-controller",
          "projectcontour.io/contour",
          "k8s.io/ingress-gce");

  /** The same as dialects in the settings. */
  private static final Set<String> DIALECTS_TAKING_CLASSLESS = Set.of("contour", "skipper", "gke");

  private final Estate estate;
  private final String defaultClass;

  public IngressClasses(Estate estate) {
    this.estate = estate;
    this.defaultClass =
        estate.all(Kind.INGRESS_CLASS).stream()
            .filter(object -> "true".equals(object.annotations().get(IS_DEFAULT)))
            .max(
                Comparator.comparing(KubernetesObject::created)
                    .thenComparing(object -> object.ref().name(), Comparator.reverseOrder()))
            .map(object -> object.ref().name())
            .orElseGet(() -> takingClassless(estate));
  }

  private static String takingClassless(Estate estate) {
    var dialects = estate.settings().dialects();
    var names = new TreeSet<String>();
    dialects.forEach(
        (name, dialect) -> {
          if (DIALECTS_TAKING_CLASSLESS.contains(dialect)
              && !name.equals(EstateSettings.ALL_OTHERS)) {
            names.add(name);
          }
        });
    estate.all(Kind.INGRESS_CLASS).stream()
        .filter(c -> TAKE_CLASSLESS.contains(c.text("spec", "controller")))
        .map(object -> object.ref().name())
        .filter(name -> !dialects.containsKey(name))
        .forEach(names::add);
    return names.size() == 1 ? names.first() : "";
  }

  /** The entry an Ingress stands in; the one of the empty class where no class claims it. */
  public Entry entryOf(KubernetesObject ingress) {
    var written = ingress.ingressClassAsWritten();
    return Entry.ofClass(written.isEmpty() ? defaultClass : written);
  }

  /** The Ingresses of a class that claim a host as written, oldest first. */
  public List<KubernetesObject> claiming(String className, String host) {
    var found = found(className, name -> new IndexKey.ClassHost(name, host));
    found.removeIf(ingress -> !isServed(ingress));
    return found;
  }

  /** All Ingresses of a class, oldest first. */
  public List<KubernetesObject> all(String className) {
    return found(className, name -> new IndexKey.ByClass(Kind.INGRESS, name));
  }

  /** The addresses that the Ingresses of a class show. */
  public Set<String> addresses(String className) {
    var found = new TreeSet<>(estate.addressesOfClass(className));
    if (className.equals(defaultClass) && !className.isEmpty()) {
      found.addAll(estate.addressesOfClass(""));
    }
    return found;
  }

  /** The Ingresses of a class with a host below a domain, oldest first. */
  public List<KubernetesObject> below(String className, String domain) {
    return found(className, name -> new IndexKey.ClassDomain(name, domain));
  }

  private List<KubernetesObject> found(String className, Function<String, IndexKey> key) {
    var found = new ArrayList<>(estate.found(key.apply(className)));
    if (className.equals(defaultClass) && !className.isEmpty()) {
      found.addAll(estate.found(key.apply("")));
    }
    found.sort(OLDEST_FIRST);
    return found;
  }

  /** Every class that exists or is named by an Ingress. */
  public List<Entry> entries() {
    var names = new TreeSet<String>();
    estate.all(Kind.INGRESS_CLASS).forEach(object -> names.add(object.ref().name()));
    estate.all(Kind.INGRESS).forEach(ingress -> names.add(entryOf(ingress).name()));
    return names.stream().map(Entry::ofClass).toList();
  }

  /** The classes that have an object or a configured dialect, and the one of no class. */
  public List<Entry> known() {
    var names = new TreeSet<>(Set.of(""));
    names.addAll(estate.settings().dialects().keySet());
    names.remove(EstateSettings.ALL_OTHERS);
    estate.all(Kind.INGRESS_CLASS).forEach(object -> names.add(object.ref().name()));
    return names.stream().map(Entry::ofClass).toList();
  }

  /** {@code spec.controller} of a class; empty where there is no such class. */
  public Optional<String> controllerOf(String className) {
    return estate
        .find(new ObjectRef(Kind.INGRESS_CLASS, "", className))
        .map(object -> object.text("spec", "controller"));
  }

  /**
   * Whether some controller may act for a class. A class in the legacy annotation needs no object:
   * controllers match it by a flag of theirs.
   */
  private boolean isServed(KubernetesObject ingress) {
    var className = ingress.ingressClassAsWritten();
    var dialects = estate.settings().dialects();
    return className.isEmpty()
        || ingress.annotations().containsKey(CLASS_ANNOTATION)
        || estate.isUnknown(Kind.INGRESS_CLASS)
        || dialects.containsKey(className)
        || dialects.containsKey(EstateSettings.ALL_OTHERS)
        || controllerOf(className).isPresent();
  }

  /** Age decides many ties; equal ages are ordered by namespace and name. */
  public static final Comparator<KubernetesObject> OLDEST_FIRST =
      Comparator.comparing(KubernetesObject::created).thenComparing(KubernetesObject::ref);
}
