package dev.routeguard.check;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deleting what serves takes two steps on purpose: first an annotation, an approval or a change set
 * that says so, then the deletion. The annotation is read from the object as it was before, so that
 * nobody can write and use it in one request.
 */
record DeletionApproval(String annotation) {
  static final String PARAMETER = "approvalAnnotation";
  private static final String STANDARD = "routeguard.dev/allow-delete";
  private static final Set<String> NO = Set.of("", "false", "no");

  static ParameterSpec parameter() {
    return ParameterSpec.text(
        PARAMETER,
        STANDARD,
        "Annotation by which an object that serves may be deleted, set in a change before.");
  }

  static DeletionApproval of(Parameters parameters) {
    return new DeletionApproval(parameters.text(PARAMETER));
  }

  /** Whether the changes delete the object, and that is meant: it, or people, said so before. */
  boolean covers(ObjectRef ref, Situation situation) {
    return situation.changesOf(ref).stream()
        .filter(change -> change.after() == null)
        .anyMatch(change -> situation.isDeletionMeant(ref) || saysSo(change.before()));
  }

  private boolean saysSo(@Nullable KubernetesObject before) {
    return before != null
        && !NO.contains(before.annotations().getOrDefault(annotation, "").toLowerCase(Locale.ROOT));
  }

  /** The command that approves it. */
  String command(ObjectRef ref) {
    return "kubectl annotate %s %s%s %s=true"
        .formatted(
            ref.kind().plural(),
            ref.name(),
            ref.namespace().isEmpty() ? "" : " -n " + ref.namespace(),
            annotation);
  }
}
