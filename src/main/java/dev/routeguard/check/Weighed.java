package dev.routeguard.check;

import java.util.Objects;

/** A finding after the rules: its severity may have been lowered, its novelty is decided. */
public record Weighed(Finding finding, Novelty novelty) {
  public Weighed {
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(novelty, "novelty");
  }
}
