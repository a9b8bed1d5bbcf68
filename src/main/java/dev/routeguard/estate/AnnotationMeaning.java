package dev.routeguard.estate;

/** What an annotation does, see {@link AnnotationTable}. */
public enum AnnotationMeaning {
  /** Decides which requests a route takes or where they go. */
  ROUTE_RELEVANT,
  /** Changes what users of a route get: rewrite, timeout, affinity, address of the balancer. */
  ATTRIBUTE,
  /** Restricts who gets an answer, or opens the data plane. */
  SECURITY,
  /** Written by tools for themselves, without effect on routing. */
  BOOKKEEPING
}
