package dev.routeguard.estate;

import static dev.routeguard.estate.Manifests.CERTIFICATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CertificateFactsTest {
  private static KubernetesObject secret(String type, String data) {
    return Manifests.object(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop-tls, namespace: shop}
        type: %s
        data: {%s}
        """
            .formatted(type, data));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nothing_of_a_secret_is_kept_but_what_its_certificate_says() {
    var data = "tls.crt: %s, tls.key: %s".formatted(base64(CERTIFICATE), base64("very secret"));
    var secret = secret("kubernetes.io/tls", data);

    assertThat(secret.document().toString())
        .doesNotContain(base64("very secret"), base64(CERTIFICATE), "tls.key");
    assertThat(CertificateFacts.problem(secret)).isEmpty();
    assertThat(CertificateFacts.names(secret))
        .containsExactly("shop.example.com", "*.shop.example.com");
    assertThat(secret.text(CertificateFacts.FIELD, "notAfter")).startsWith("2126-");
  }

  @Test
  void a_renewed_certificate_is_another_fingerprint_an_edited_label_is_not() {
    var data = "tls.crt: %s, tls.key: ''".formatted(base64(CERTIFICATE));
    var broken = secret("kubernetes.io/tls", "tls.crt: '', tls.key: ''");

    assertThat(Fingerprint.same(secret("kubernetes.io/tls", data), broken)).isFalse();
    assertThat(Fingerprint.same(broken, secret("kubernetes.io/tls", "tls.crt: '', tls.key: eA==")))
        .isTrue();
  }

  @Test
  void what_is_no_certificate_is_told_by_its_problem() {
    var certificate = "tls.crt: " + base64(CERTIFICATE);

    assertThat(CertificateFacts.problem(secret("Opaque", certificate)))
        .hasValue("its type is not kubernetes.io/tls");
    assertThat(CertificateFacts.problem(secret("kubernetes.io/tls", certificate)))
        .hasValue("there is no tls.key");
    assertThat(CertificateFacts.problem(secret("kubernetes.io/tls", "tls.key: eA==")))
        .hasValue("there is no tls.crt");
    assertThat(
            CertificateFacts.problem(
                secret("kubernetes.io/tls", "tls.key: eA==, tls.crt: " + base64("Hello world"))))
        .isPresent();
  }

  @Test
  void of_a_config_map_only_its_ca_bundle_is_known() {
    var map =
        Manifests.object(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: ca, namespace: shop}
            data: {ca.crt: nonsense, password: very secret}
            """);

    assertThat(map.document().toString()).doesNotContain("very secret");
    assertThat(CertificateFacts.problem(map)).isPresent();
  }

  @Test
  void kinds_nobody_looked_for_are_unknown_until_one_is_given() {
    var empty = Estate.empty(EstateSettings.defaults());
    var one = empty.with(secret("kubernetes.io/tls", "tls.key: eA=="));

    assertThat(empty.asGiven().isUnknown(Kind.SECRET)).isTrue();
    assertThat(one.asGiven().isUnknown(Kind.SECRET)).isFalse();
    assertThat(one.asGiven().isUnknown(Kind.SERVICE)).isFalse();
    assertThat(empty.asGiven().whole().isUnknown(Kind.SECRET)).isFalse();
  }
}
