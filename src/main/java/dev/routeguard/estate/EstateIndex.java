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
  static final EstateIndex EMPTY = new EstateIndex(HashTreePMap.empty());

  private final PMap<IndexKey, PSet<ObjectRef>> entries;

  private EstateIndex(PMap<IndexKey, PSet<ObjectRef>> entries) {
    this.entries = entries;
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
    return next == entries ? this : new EstateIndex(next);
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
