package dev.routeguard.routing;

/** What outcomes say about TLS: the attribute that names the certificate of HTTPS requests. */
public final class Certificates {
  /** Name of the attribute. */
  public static final String ATTRIBUTE = "tls";

  /** Its value where the host has no certificate of its own. */
  public static final String DEFAULT = "default certificate";

  private Certificates() {}

  /** Whether the host's own certificate answers. */
  public static boolean isOwn(Outcome outcome) {
    return outcome instanceof Outcome.Forward forward
        && !forward.attributes().getOrDefault(ATTRIBUTE, DEFAULT).equals(DEFAULT);
  }
}
