package dev.routeguard.check;

import java.util.Objects;

/**
 * A finding after the rules.
 *
 * @param lowered whether the rules lowered its severity; a policy's severity does not undo that
 */
public record Weighed(Finding finding, Novelty novelty, boolean lowered) {
  public Weighed {
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(novelty, "novelty");
  }

  /** A finding whose severity stands. */
  public Weighed(Finding finding, Novelty novelty) {
    this(finding, novelty, false);
  }
}
