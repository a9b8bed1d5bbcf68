package dev.routeguard.api.v1alpha1;

/**
 * Bounds of the schema, for those who write records and have to shorten to them. A record of
 * maximal size stays below etcd's limit of 1.5 MiB, and the server can price the validation rules.
 */
public final class Limits {
  /** One line for a table. */
  public static final int SUMMARY = 256;

  /** A sentence or two. */
  public static final int MESSAGE = 1024;

  /** A name or a namespace. */
  public static final int NAME = 253;

  /** A path in an object. */
  public static final int FIELD_PATH = 512;

  /** A host name, with {@code *.} in front where it is a wildcard. */
  public static final int HOST = 253;

  /** A request, a route or an answer in words. */
  public static final int PHRASE = 1024;

  /** A digest. */
  public static final int DIGEST = 128;

  /** A URL. */
  public static final int URL = 2048;

  /** Findings in one record or report. */
  public static final int FINDINGS = 64;

  /** Sentences of one diff. */
  public static final int WORDS = 64;

  /** Entries of one diff. */
  public static final int DELTAS = 64;

  /** Groups of one actor. */
  public static final int GROUPS = 64;

  /** Policies that judged one change. */
  public static final int POLICIES = 256;

  /** A JSON patch. */
  public static final int PATCH = 65536;

  /** Objects of one change set. */
  public static final int MEMBERS = 256;

  /** A checklist in Markdown. */
  public static final int CHECKLIST = 16384;

  /** Attestations of one change. */
  public static final int ATTESTATIONS = 64;

  /** A CEL expression. */
  public static final int EXPRESSION = 4096;

  private Limits() {}
}
