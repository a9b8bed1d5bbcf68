package dev.routeguard.estate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a Secret or ConfigMap: whether it is there, its type, and what its
 * certificate says of itself. Contents are dropped as the document comes in; a private key is never
 * decoded, only its presence is noted.
 */
public final class CertificateFacts {
  /** Where the facts stand in the document: {@code names}, {@code problem} and the like. */
  public static final String FIELD = "certificate";

  private static final String TLS_TYPE = "kubernetes.io/tls";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String AUTHORITY = "ca.crt";
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateFacts() {}

  /** What the certificate is good for nothing with; empty where it can be used. */
  public static Optional<String> problem(KubernetesObject object) {
    var problem = object.text(FIELD, "problem");
    return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
  }

  /** The DNS names and addresses the certificate is for. */
  public static List<String> names(KubernetesObject object) {
    return Tree.texts(object.map(FIELD), "names");
  }

  /** The document with facts in place of contents, where it is of a confidential kind. */
  static Map<String, ?> only(Kind kind, Map<String, ?> document) {
    if (!Kind.CONFIDENTIAL.contains(kind)) {
      return document;
    }
    var kept = new LinkedHashMap<String, Object>();
    for (String key : List.of("apiVersion", "kind", "metadata", "type")) {
      if (document.get(key) != null) {
        kept.put(key, document.get(key));
      }
    }
    kept.put(FIELD, kind == Kind.SECRET ? ofSecret(document) : ofBundle(document));
    return kept;
  }

  private static Map<String, Object> ofSecret(Map<String, ?> document) {
    if (!TLS_TYPE.equals(document.get("type"))) {
      return authority(decoded(document, AUTHORITY));
    }
    var certificate = decoded(document, CERTIFICATE);
    if (certificate == null) {
      return problem("there is no " + CERTIFICATE);
    }
    return isPresent(document, KEY) ? read(certificate) : problem("there is no " + KEY);
  }

  private static Map<String, Object> ofBundle(Map<String, ?> document) {
    return Tree.map(document.get("data")).get(AUTHORITY) instanceof String text
        ? read(text.getBytes(StandardCharsets.UTF_8))
        : problem("there is no " + AUTHORITY);
  }

  private static Map<String, Object> authority(byte @Nullable [] bundle) {
    return bundle == null ? problem("its type is not " + TLS_TYPE) : read(bundle);
  }

  private static boolean isPresent(Map<String, ?> document, String key) {
    return Tree.map(document.get("data")).containsKey(key)
        || Tree.map(document.get("stringData")).containsKey(key);
  }

  private static byte @Nullable [] decoded(Map<String, ?> document, String key) {
    if (Tree.map(document.get("stringData")).get(key) instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return Tree.map(document.get("data")).get(key) instanceof String text ? fromBase64(text) : null;
  }

  private static byte[] fromBase64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // The API server refuses what is no base64; from a file it reads as no certificate.
      return new byte[0];
    }
  }

  private static Map<String, Object> read(byte[] pem) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var chain = factory.generateCertificates(new ByteArrayInputStream(pem));
      for (Certificate certificate : chain) {
        return facts((X509Certificate) certificate);
      }
      return problem("it holds no certificate");
    } catch (CertificateException e) {
      return problem("its certificate can't be read");
    }
  }

  private static Map<String, Object> facts(X509Certificate certificate)
      throws CertificateException {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("names", namesOf(certificate));
    facts.put("notBefore", certificate.getNotBefore().toInstant().toString());
    facts.put("notAfter", certificate.getNotAfter().toInstant().toString());
    facts.put("sha256", digest(certificate.getEncoded()));
    return facts;
  }

  private static List<String> namesOf(X509Certificate certificate) throws CertificateException {
    var names = new ArrayList<String>();
    var alternatives = certificate.getSubjectAlternativeNames();
    for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
      if (name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS)) {
        names.add(name.get(1).toString());
      }
    }
    return names;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static Map<String, Object> problem(String problem) {
    return Map.of("problem", problem);
  }
}
