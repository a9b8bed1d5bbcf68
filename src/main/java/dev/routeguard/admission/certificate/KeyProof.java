package dev.routeguard.admission.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;

/** Whether a private key belongs to a certificate: signs something and verifies it. */
final class KeyProof {
  private static final byte[] SAMPLE = "routeguard".getBytes(StandardCharsets.US_ASCII);

  private KeyProof() {}

  static void check(Issued issued) throws GeneralSecurityException {
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(issued.key());
    signature.update(SAMPLE);
    var signed = signature.sign();
    signature.initVerify(issued.certificate().getPublicKey());
    signature.update(SAMPLE);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the key is not that of the certificate");
    }
  }
}
