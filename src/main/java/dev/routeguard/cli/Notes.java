package dev.routeguard.cli;

import dev.routeguard.routing.Untranslated;

/** What could not be translated, in words. */
final class Notes {
  private Notes() {}

  static String inWords(Untranslated note) {
    return "%s %s: %s".formatted(note.object(), note.fieldPath(), note.why());
  }
}
