package dev.routeguard.check;

/** What a finding has to do with the changes that are judged. */
public enum Novelty {
  /** The changes bring it: only such findings can deny. */
  ADDED,
  /** It was there before and still is: reported, never denied. */
  STANDING,
  /** The changes only report what already happened (status, endpoints): recorded, never denied. */
  FACT
}
