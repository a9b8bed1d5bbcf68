package dev.routeguard.estate;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/** Which objects are filed under which key; persistent like the Estate it serves. */
final class EstateIndex {
  static final EstateIndex EMPTY = new EstateIndex(HashTreePMap.empty(), HashTreePMap.empty());

  private final PMap<IndexKey, PSet<ObjectRef>> entries;

  /** By class as written; a class has thousands of Ingresses and few addresses. */
  private final PMap<String, PSet<String>> addresses;

  private EstateIndex(
      PMap<IndexKey, PSet<ObjectRef>> entries, PMap<String, PSet<String>> addresses) {
    this.entries = entries;
    this.addresses = addresses;
  }

  /** What the Ingresses of a class as written show as their addresses. */
  Set<String> addresses(String className) {
    return addresses.getOrDefault(className, HashTreePSet.empty());
  }

  Set<ObjectRef> refs(IndexKey key) {
    return entries.getOrDefault(key, HashTreePSet.empty());
  }

  EstateIndex replace(@Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    var old = before == null ? Set.<IndexKey>of() : IndexKeys.of(before);
    var now = after == null ? Set.<IndexKey>of() : IndexKeys.of(after);
    var next = entries;
    for (IndexKey key : without(old, now)) {
      var left = next.getOrDefault(key, HashTreePSet.empty()).minus(before.ref());
      next = left.isEmpty() ? next.minus(key) : next.plus(key, left);
    }
    for (IndexKey key : without(now, old)) {
      next = next.plus(key, next.getOrDefault(key, HashTreePSet.empty()).plus(after.ref()));
    }
    return next == entries ? this : new EstateIndex(next, addresses(old, now, next));
  }

  private PMap<String, PSet<String>> addresses(
      Set<IndexKey> old, Set<IndexKey> now, PMap<IndexKey, PSet<ObjectRef>> index) {
    var next = addresses;
    for (IndexKey key : without(old, now)) {
      if (key instanceof IndexKey.ClassAddress gone && !index.containsKey(key)) {
        var left = addressesIn(next, gone).minus(gone.address());
        next = left.isEmpty() ? next.minus(gone.className()) : next.plus(gone.className(), left);
      }
    }
    for (IndexKey key : without(now, old)) {
      if (key instanceof IndexKey.ClassAddress shown) {
        next = next.plus(shown.className(), addressesIn(next, shown).plus(shown.address()));
      }
    }
    return next;
  }

  private static PSet<String> addressesIn(
      PMap<String, PSet<String>> addresses, IndexKey.ClassAddress key) {
    return addresses.getOrDefault(key.className(), HashTreePSet.empty());
  }

  private static Set<IndexKey> without(Set<IndexKey> keys, Set<IndexKey> others) {
    if (others.isEmpty()) {
      return keys;
    }
    var rest = new HashSet<>(keys);
    rest.removeAll(others);
    return rest;
  }
}
