package dev.routeguard.review;

import dev.routeguard.check.Note;
import dev.routeguard.routing.Outcome.Undefined;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import java.util.ArrayList;
import java.util.List;

/**
 * What a diff leaves open: objects that could not be translated, and requests whose winner the
 * dialect does not define. Neither is a pass and neither is guessed.
 */
final class Notes {
  private static final int MOST = 50;

  private Notes() {}

  static List<Note> of(RouteDiff diff) {
    var notes = new ArrayList<Note>();
    for (var untranslated : diff.notes()) {
      notes.add(
          new Note(
              "untranslated", untranslated.object(), untranslated.fieldPath(), untranslated.why()));
    }
    diff.deltas().forEach(delta -> addUndefined(delta, notes));
    return notes.stream().limit(MOST).toList();
  }

  private static void addUndefined(RouteDelta delta, List<Note> notes) {
    var object = delta.objectAfter() != null ? delta.objectAfter() : delta.object();
    if (object != null && delta.after() instanceof Undefined undefined) {
      notes.add(
          new Note(
              "undefined",
              object,
              delta.fieldPath(),
              "%s is answered by %s: %s"
                  .formatted(delta.witness(), undefined.inWords(), undefined.why())));
    }
  }
}
