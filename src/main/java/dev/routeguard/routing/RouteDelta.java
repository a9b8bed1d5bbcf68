package dev.routeguard.routing;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two route tables, proven by one request that is answered differently.
 *
 * @param match the route whose requests changed: before's where it existed, else after's
 * @param object the object that answered before; null where none did
 * @param objectAfter the object that answers after; null where none does
 * @param fieldPath where the match stands (or stood) in its object
 * @param witness a request with {@code before.answer(witness) != after.answer(witness)}
 */
public record RouteDelta(
    Type type,
    Entry entry,
    RouteMatch match,
    @Nullable ObjectRef object,
    @Nullable ObjectRef objectAfter,
    String fieldPath,
    Request witness,
    Outcome before,
    Outcome after) {

  /** How the answer changed. */
  public enum Type {
    /**
     * Served before; now a status, refused, or falls through to a less specific route with another
     * backend.
     */
    LOST,
    GAINED,
    /** Other backends. */
    MOVED,
    /** The same backends with other shares. */
    REWEIGHTED,
    /** The same backends and shares; other attributes, readiness or redirect. */
    CHANGED
  }

  public RouteDelta {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(fieldPath, "fieldPath");
    Objects.requireNonNull(witness, "witness");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }

  /**
   * One sentence, without the full stop: {@code shop.example.com/pay is lost: was ..., now 404}.
   */
  public String inWords() {
    var was = before.inWords();
    var now = after.inWords();
    return switch (type) {
      case LOST -> "%s is lost: was %s, now %s".formatted(match, was, now);
      case GAINED -> "%s is new: %s".formatted(match, now);
      case MOVED -> "%s moves from %s to %s".formatted(match, was, now);
      case REWEIGHTED -> "%s is shared anew: was %s, now %s".formatted(match, was, now);
      case CHANGED -> "%s is answered otherwise: was %s, now %s".formatted(match, was, now);
    };
  }
}
