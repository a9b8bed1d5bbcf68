package dev.routeguard.admission;

/**
 * Judges writes of Routeguard's own kinds, by rules that a schema can't express. Called by several
 * threads at once.
 */
@FunctionalInterface
public interface OwnObjectReviewer {
  /** The judgement; allowed where this reviewer has nothing to say about the kind. */
  Answer review(OwnObjectCall call);

  /** Asks this reviewer first, and the other where this one allows without a word. */
  default OwnObjectReviewer then(OwnObjectReviewer other) {
    return call -> {
      var answer = review(call);
      return answer.equals(Answer.allow()) ? other.review(call) : answer;
    };
  }
}
