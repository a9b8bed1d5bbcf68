package dev.routeguard.admission.certificate;

import java.util.Arrays;

/** Who makes the certificate, and who tells the API server of its CA. */
public enum CertificateMode {
  /** We do both. */
  AUTO("auto"),
  /** cert-manager makes it, and its injector sets the CA bundle. */
  CERT_MANAGER("certManager"),
  /** Somebody makes it; we set the CA bundle where the Secret has a {@code ca.crt}. */
  EXISTING_SECRET("existingSecret");

  private final String label;

  CertificateMode(String label) {
    this.label = label;
  }

  /** The mode as written in the settings. */
  public static CertificateMode of(String label) {
    return Arrays.stream(values())
        .filter(mode -> mode.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "certificate mode %s is none of %s"
                        .formatted(label, Arrays.toString(values()))));
  }

  @Override
  public String toString() {
    return label;
  }
}
