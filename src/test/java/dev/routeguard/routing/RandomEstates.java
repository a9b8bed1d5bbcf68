package dev.routeguard.routing;

import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests;
import dev.routeguard.estate.ObjectRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Two estates out of a seed, a few changes apart, built in several ways. */
final class RandomEstates {
  private static final int MOST_CHANGES = 4;

  private final EstateSettings settings;
  private final Random random;
  private final Map<ObjectRef, KubernetesObject> before = new LinkedHashMap<>();
  private final Map<ObjectRef, KubernetesObject> after;

  RandomEstates(long seed) {
    var manifests = new RandomManifests(seed);
    this.settings = manifests.settings();
    this.random = new Random(seed);
    manifests.all().stream().map(RandomEstates::read).forEach(o -> before.put(o.ref(), o));
    this.after = new LinkedHashMap<>(before);
    for (int i = random.nextInt(MOST_CHANGES) + 1; i > 0; i--) {
      change(manifests);
    }
  }

  private void change(RandomManifests manifests) {
    if (random.nextInt(4) == 0) {
      after.remove(manifests.pick(List.copyOf(after.keySet())));
    } else {
      var object = read(manifests.any());
      after.put(object.ref(), object);
    }
  }

  private static KubernetesObject read(Map<String, Object> document) {
    return Documents.read(document, Manifests.NOW).orElseThrow();
  }

  /** At once, in the order made. */
  Estate before() {
    return built(before.values());
  }

  Estate after() {
    return built(after.values());
  }

  private Estate built(Collection<KubernetesObject> objects) {
    var estate = Estate.empty(settings);
    for (KubernetesObject object : objects) {
      estate = estate.with(object);
    }
    return estate;
  }

  /** The same as {@link #before()}, in another order, over states that are gone. */
  Estate grown() {
    return grownTo(Estate.empty(settings), before);
  }

  /** From an estate of other objects to the one {@link #after()} the changes. */
  Estate grownOn(Estate estate) {
    return grownTo(estate, after);
  }

  private Estate grownTo(Estate from, Map<ObjectRef, KubernetesObject> wanted) {
    var shuffled = new ArrayList<>(wanted.values());
    Collections.shuffle(shuffled, random);
    var estate = from;
    for (KubernetesObject object : shuffled) {
      var detour = before.getOrDefault(object.ref(), object);
      estate = estate.with(detour).without(object.ref()).with(shuffledKeys(object));
    }
    for (ObjectRef ref : List.copyOf(estate.objects().keySet())) {
      estate = wanted.containsKey(ref) ? estate : estate.without(ref);
    }
    return estate;
  }

  /** The same object with every map in another order; what was read of a Secret stands for it. */
  private KubernetesObject shuffledKeys(KubernetesObject object) {
    if (Kind.CONFIDENTIAL.contains(object.ref().kind())) {
      return object;
    }
    @SuppressWarnings("unchecked")
    var document = (Map<String, Object>) shuffled(object.document());
    return read(document);
  }

  private Object shuffled(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(this::shuffled).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    var keys = new ArrayList<>(map.keySet());
    Collections.shuffle(keys, random);
    var copy = random.nextBoolean() ? new HashMap<Object, Object>() : new LinkedHashMap<>();
    keys.forEach(key -> copy.put(key, shuffled(map.get(key))));
    return copy;
  }
}
