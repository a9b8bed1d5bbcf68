package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * X06. The set of client addresses let in after the change is not within the set before, or the
 * list disappears. Narrowing, reordering, splitting and moving a list between the places that hold
 * one are fine.
 */
public final class SourceRangesWidened implements ChangeCheck {
  static final String NAME = "source-ranges-widened";
  private static final String TRUSTED = "trusted";
  private static final String REMEDY = "Add only the range you need.";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X06",
          NAME,
          "Source ranges widened or removed",
          Severity.CRITICAL,
          "The client addresses let in after the change are not within those let in before, or the"
              + " list disappears.",
          List.of(ParameterSpec.ranges(TRUSTED, "Ranges that may always be added.")));

  private final List<SourceRanges.Place> places = SourceRanges.Place.load();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var trusted = parameters.texts(TRUSTED);
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      widened(change, trusted).map(Found::of).ifPresent(found::add);
    }
    return found;
  }

  @Override
  public List<Note> notes(Situation situation, Parameters parameters) {
    var notes = new ArrayList<Note>();
    for (var change : situation.changes()) {
      if (change.after() != null && SourceRanges.matters(change.after())) {
        var ranges = SourceRanges.of(change.after(), places);
        ranges.unreadable().stream()
            .map(text -> "\"%s\" is no address range, so it was not compared".formatted(text))
            .forEach(why -> notes.add(new Note(NAME, change.ref(), ranges.fieldPath(), why)));
      }
    }
    return notes;
  }

  private Optional<Finding> widened(Change change, List<String> trusted) {
    if (change.before() == null
        || change.after() == null
        || !SourceRanges.matters(change.before())
        || !SourceRanges.matters(change.after())) {
      return Optional.empty();
    }
    var before = SourceRanges.of(change.before(), places);
    var after = SourceRanges.of(change.after(), places);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    return after.isEmpty()
        ? Optional.of(removed(change.ref(), before))
        : added(change.ref(), before, after, trusted);
  }

  private static Finding removed(ObjectRef ref, SourceRanges before) {
    return finding(
        ref,
        before.fieldPath(),
        "%s %s no longer limits who may connect (was %s)"
            .formatted(ref.kind(), ref.name(), String.join(", ", before.ranges())),
        "Keep the list; an empty one lets everybody in.");
  }

  private static Optional<Finding> added(
      ObjectRef ref, SourceRanges before, SourceRanges after, List<String> trusted) {
    var beyond = after.beyond(before, trusted);
    return beyond.isEmpty()
        ? Optional.empty()
        : Optional.of(
            finding(
                ref,
                after.fieldPath(),
                "%s %s lets in %s, which it did not before"
                    .formatted(ref.kind(), ref.name(), String.join(", ", beyond)),
                REMEDY));
  }

  private static Finding finding(ObjectRef ref, String fieldPath, String message, String remedy) {
    return new Finding(
        NAME, Severity.CRITICAL, ref, "source ranges", fieldPath, message, remedy, "");
  }
}
