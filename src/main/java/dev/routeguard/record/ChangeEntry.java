package dev.routeguard.record;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Origin;
import dev.routeguard.review.Review;
import java.util.Objects;

/**
 * What one record is made of.
 *
 * @param change with the actor as far as known
 * @param origin where the change was seen first: by admission, or only as it landed
 * @param hasLanded false where it was refused
 * @param revisionBefore name of the last good state before it, empty where none is kept
 */
record ChangeEntry(
    String name,
    Change change,
    Review review,
    Origin origin,
    boolean hasLanded,
    String revisionBefore) {
  ChangeEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(review, "review");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(revisionBefore, "revisionBefore");
  }
}
