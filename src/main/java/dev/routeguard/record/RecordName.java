package dev.routeguard.record;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of records. They follow from what is recorded, so that two writers of the same thing
 * collide and the API server lets one of them win.
 */
final class RecordName {
  private static final int MOST = 63;
  private static final int HASH_DIGITS = 12;

  private RecordName() {}

  /** Of a state that landed, or of a deletion; one of both must be there. */
  static String ofLanded(
      ObjectRef ref, @Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    if (after != null) {
      return of(ref, after.uid(), after.resourceVersion());
    }
    return of(ref, before == null ? "" : before.uid(), "deleted");
  }

  /** Of something that was asked for and did not land. */
  static String ofRequest(ObjectRef ref, String requestUid) {
    return of(ref, requestUid, "request");
  }

  /** Of what is said about an object, as long as it lives. */
  static String ofObject(ObjectRef ref) {
    return of(ref, ref.toString(), "object");
  }

  private static String of(ObjectRef ref, String one, String other) {
    var hash = Digest.ofText(one + "/" + other).substring(0, HASH_DIGITS);
    var front = ref.kind().kindName().toLowerCase(Locale.ROOT) + "-" + ref.name();
    return legal(front, MOST - HASH_DIGITS - 1) + "-" + hash;
  }

  /** A name may have been cut right after a dot, and a dot must not stand before a dash. */
  private static String legal(String name, int most) {
    var cut = name.length() <= most ? name : name.substring(0, most);
    return cut.replaceAll("[^a-z0-9]+$", "");
  }
}
