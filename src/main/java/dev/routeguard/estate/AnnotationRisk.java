package dev.routeguard.estate;

/**
 * How much harm a misused annotation can do, as a controller's own documentation ranks it (for
 * ingress-nginx docs/user-guide/nginx-configuration/annotations-risk.md).
 */
public enum AnnotationRisk {
  LOW,
  MEDIUM,
  HIGH,
  /** Lets whoever writes it put text into the data plane's configuration. */
  CRITICAL
}
