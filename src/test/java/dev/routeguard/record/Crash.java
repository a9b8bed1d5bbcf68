package dev.routeguard.record;

/** The process ends here. An Error, so that nothing between the call and the test handles it. */
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;
}
