package dev.routeguard.attestation;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/**
 * What is to become of one object.
 *
 * @param deletes whether the object goes
 * @param fingerprint {@link Fingerprint#binding} of the object after the change, or of the object
 *     that goes
 */
public record Proposal(ObjectRef object, boolean deletes, String fingerprint) {
  public Proposal {
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(fingerprint, "fingerprint");
  }

  /** What a change proposes. */
  public static Proposal of(Change change) {
    return change.after() == null ? deletionOf(change.subject()) : contentOf(change.after());
  }

  /** That the object comes to be as it is here. */
  public static Proposal contentOf(KubernetesObject after) {
    return new Proposal(after.ref(), false, Fingerprint.binding(after));
  }

  /** That the object, as it is here, goes. */
  public static Proposal deletionOf(KubernetesObject before) {
    return new Proposal(before.ref(), true, Fingerprint.binding(before));
  }

  /** {@code Apply} or {@code Delete}, as in the custom resources. */
  public String operation() {
    return deletes ? "Delete" : "Apply";
  }
}
