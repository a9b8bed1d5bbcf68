package dev.routeguard.admission.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that the Secret of the {@code auto} mode holds: the CA that signs, CAs that are still
 * trusted, and the endpoint's certificate, which may still be one that an older CA signed.
 *
 * @param authority signs what is issued next
 * @param older CAs before it, trusted until nobody shows what they signed
 * @param leaf what the endpoint shows
 */
record OwnCertificates(Issued authority, List<X509Certificate> older, Issued leaf) {
  static final String AUTHORITIES = "ca.crt";
  static final String AUTHORITY_KEY = "ca.key";
  static final String CHAIN = "tls.crt";
  static final String KEY = "tls.key";

  OwnCertificates {
    Objects.requireNonNull(authority, "authority");
    Objects.requireNonNull(leaf, "leaf");
    older = List.copyOf(older);
  }

  /** Reads what {@link #data} wrote; the CA that signs stands last. */
  static OwnCertificates of(Map<String, String> data) throws GeneralSecurityException {
    var authorities = Pem.certificates(text(data, AUTHORITIES));
    var chain = Pem.certificates(text(data, CHAIN));
    if (authorities.isEmpty() || chain.isEmpty()) {
      throw new GeneralSecurityException("no certificate");
    }
    var own =
        new OwnCertificates(
            new Issued(
                authorities.get(authorities.size() - 1),
                Pem.ellipticKey(text(data, AUTHORITY_KEY))),
            authorities.subList(0, authorities.size() - 1),
            new Issued(chain.get(0), Pem.ellipticKey(text(data, KEY))));
    own.verify();
    return own;
  }

  private static String text(Map<String, String> data, String key) throws GeneralSecurityException {
    var text = data.get(key);
    if (text == null) {
      throw new GeneralSecurityException("no " + key);
    }
    return text;
  }

  /** That keys fit and the endpoint's certificate is one that callers would trust. */
  private void verify() throws GeneralSecurityException {
    KeyProof.check(authority);
    KeyProof.check(leaf);
    for (var trusted : trusted()) {
      if (isSignedBy(trusted)) {
        return;
      }
    }
    throw new GeneralSecurityException("the certificate is signed by none of its CAs");
  }

  /** As the Secret holds it. */
  Map<String, String> data() {
    return Map.of(
        AUTHORITIES, Pem.of(trusted()),
        AUTHORITY_KEY, Pem.of(authority.key()),
        CHAIN, Pem.of(leaf.certificate()),
        KEY, Pem.of(leaf.key()));
  }

  /** CAs to trust, the one that signs last. */
  List<X509Certificate> trusted() {
    var trusted = new ArrayList<>(older);
    trusted.add(authority.certificate());
    return List.copyOf(trusted);
  }

  /** Whether the endpoint shows what the present CA signed. */
  boolean isLeafOfAuthority() {
    return isSignedBy(authority.certificate());
  }

  private boolean isSignedBy(X509Certificate signer) {
    try {
      leaf.certificate().verify(signer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  OwnCertificates withAuthority(Issued next) {
    return new OwnCertificates(next, trusted(), leaf);
  }

  OwnCertificates withLeaf(Issued next) {
    return new OwnCertificates(authority, older, next);
  }

  OwnCertificates withoutOlder() {
    return new OwnCertificates(authority, List.of(), leaf);
  }

  ServingCertificate serving() {
    return new ServingCertificate(
        Pem.of(leaf.certificate()), Pem.of(leaf.key()), Pem.of(trusted()), leaf.notAfter());
  }

  @Override
  public String toString() {
    return "OwnCertificates[%s, %s, %d older]".formatted(authority, leaf, older.size());
  }
}
