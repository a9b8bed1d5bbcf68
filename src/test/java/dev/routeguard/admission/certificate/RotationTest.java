package dev.routeguard.admission.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Rotation rotation = rotation("routeguard.routeguard.svc", "127.0.0.1");

  private static Rotation rotation(String... names) {
    return new Rotation(new CertificateAuthority(), CertificateTimes.standard(), List.of(names));
  }

  @Test
  void first_certificate_is_for_all_names_and_signed_by_its_authority() throws Exception {
    var own = rotation.first(START);

    assertThat(own.isLeafOfAuthority()).isTrue();
    assertThat(own.leaf().certificate().getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .containsExactlyInAnyOrder("routeguard.routeguard.svc", "127.0.0.1");
    assertThat(own.leaf().certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(own.authority().certificate().getBasicConstraints()).isZero();
    assertThat(own.leaf().certificate().getBasicConstraints()).isEqualTo(-1);
    assertThat(own.leaf().certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void nothing_is_due_at_first() {
    var own = rotation.first(START);

    assertThat(rotation.next(own, START)).isSameAs(own);
    assertThat(rotation.next(own, START.plus(Duration.ofDays(59)))).isSameAs(own);
  }

  @Test
  void leaf_is_renewed_when_a_third_of_its_life_is_left() {
    var own = rotation.first(START);
    var later = START.plus(Duration.ofDays(61));

    var next = rotation.next(own, later);

    assertThat(next.authority()).isEqualTo(own.authority());
    assertThat(next.leaf().notAfter()).isEqualTo(later.plus(Duration.ofDays(90)));
    assertThat(rotation.next(next, later)).isSameAs(next);
  }

  @Test
  void new_authority_is_trusted_beside_the_old_before_anything_it_signed_is_shown() {
    var old = withFreshLeaf(START.plus(Duration.ofDays(486)));
    var due = START.plus(Duration.ofDays(487));

    var bundled = rotation.next(old, due);

    assertThat(bundled.trusted()).hasSize(2).contains(old.authority().certificate());
    assertThat(bundled.leaf()).isEqualTo(old.leaf());
    assertThat(rotation.next(bundled, due.plus(HOUR).minusSeconds(1))).isSameAs(bundled);
  }

  @Test
  void after_the_overlap_the_leaf_changes_and_after_another_the_old_authority_goes() {
    var due = START.plus(Duration.ofDays(487));
    var bundled = rotation.next(withFreshLeaf(due.minus(DAY)), due);

    var switched = rotation.next(bundled, due.plus(HOUR));
    var done = rotation.next(switched, due.plus(HOUR).plus(HOUR));

    assertThat(switched.isLeafOfAuthority()).isTrue();
    assertThat(switched.trusted()).isEqualTo(bundled.trusted());
    assertThat(rotation.next(switched, due.plus(HOUR))).isSameAs(switched);
    assertThat(done.trusted()).containsExactly(bundled.authority().certificate());
    assertThat(done.leaf()).isEqualTo(switched.leaf());
    assertThat(rotation.next(done, due.plus(DAY))).isSameAs(done);
  }

  @Test
  void every_certificate_shown_in_three_years_is_trusted_by_who_heard_of_the_last_step_only() {
    var heard = rotation.first(START);
    for (var now = START; now.isBefore(START.plus(Duration.ofDays(1_100))); now = now.plus(HOUR)) {
      var next = rotation.next(heard, now);
      var shown = next.leaf().certificate();
      assertThat(heard.trusted()).as("at %s", now).anyMatch(ca -> isSigned(shown, ca));
      assertThat(shown.getNotAfter().toInstant()).isAfter(now);
      heard = next;
    }
    assertThat(heard.trusted()).hasSize(1);
    assertThat(heard.authority().notAfter()).isAfter(START.plus(Duration.ofDays(1_100)));
  }

  private static boolean isSigned(
      java.security.cert.X509Certificate leaf, java.security.cert.X509Certificate authority) {
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Test
  void expired_certificates_are_replaced_at_once() {
    var dead = START.plus(Duration.ofDays(800));
    var bundled = rotation.next(rotation.first(START), dead);

    var next = rotation.next(bundled, dead);

    assertThat(next.isLeafOfAuthority()).isTrue();
    assertThat(next.leaf().notAfter()).isAfter(dead);
  }

  @Test
  void changed_names_are_a_reason_for_a_new_leaf() throws Exception {
    var own = rotation.first(START);

    var next = rotation("routeguard.routeguard.svc", "10.0.0.7").next(own, START.plusSeconds(1));

    assertThat(next.leaf().certificate().getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .contains("10.0.0.7");
  }

  @Test
  void names_are_compared_in_one_spelling() {
    var settings =
        new CertificateSettings(
            CertificateMode.AUTO,
            "routeguard",
            "tls",
            "routeguard",
            "routeguard",
            List.of("::1", "Host.Example.COM", " ", "127.0.0.1"),
            CertificateTimes.standard());
    var named =
        new Rotation(
            new CertificateAuthority(), CertificateTimes.standard(), settings.subjectNames());
    var own = named.first(START);

    assertThat(named.next(own, START.plusSeconds(1))).isSameAs(own);
    assertThat(settings.subjectNames())
        .startsWith("routeguard.routeguard.svc", "routeguard.routeguard", "routeguard")
        .contains("host.example.com", "127.0.0.1")
        .doesNotContain("");
  }

  @Test
  void leaf_never_outlives_its_authority() {
    var authority = new CertificateAuthority().newAuthority(START, DAY);

    var leaf =
        new CertificateAuthority().newLeaf(authority, List.of("a"), START, Duration.ofDays(90));

    assertThat(leaf.notAfter()).isEqualTo(authority.notAfter());
  }

  @Test
  void secret_holds_all_of_it() throws Exception {
    var due = START.plus(Duration.ofDays(487));
    var own = rotation.next(withFreshLeaf(due.minus(DAY)), due);

    var read = OwnCertificates.of(own.data());

    assertThat(read.trusted()).isEqualTo(own.trusted());
    assertThat(read.leaf().certificate()).isEqualTo(own.leaf().certificate());
    assertThat(read.serving()).isEqualTo(own.serving());
    assertThat(read.toString()).doesNotContain("PRIVATE");
    assertThat(read.serving().toString()).doesNotContain("PRIVATE");
  }

  @Test
  void damaged_secret_is_noticed() {
    var own = rotation.first(START);
    var other = rotation.first(START);

    assertDamaged(Map.of());
    assertDamaged(changed(own, OwnCertificates.KEY, other.data().get(OwnCertificates.KEY)));
    assertDamaged(
        changed(own, OwnCertificates.AUTHORITY_KEY, other.data().get(OwnCertificates.KEY)));
    assertDamaged(changed(own, OwnCertificates.AUTHORITIES, ""));
    assertDamaged(changed(own, OwnCertificates.CHAIN, "-----BEGIN CERTIFICATE-----\nx\n"));
    assertDamaged(changed(own, OwnCertificates.KEY, "no key"));
    var foreign = new HashMap<>(own.data());
    foreign.put(OwnCertificates.CHAIN, other.data().get(OwnCertificates.CHAIN));
    foreign.put(OwnCertificates.KEY, other.data().get(OwnCertificates.KEY));
    assertDamaged(foreign);
  }

  private static Map<String, String> changed(OwnCertificates own, String key, String value) {
    var data = new HashMap<>(own.data());
    data.put(key, value);
    return data;
  }

  private static void assertDamaged(Map<String, String> data) {
    assertThatThrownBy(() -> OwnCertificates.of(data)).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void times_that_leave_no_room_are_refused() {
    assertThatThrownBy(() -> new CertificateTimes(DAY, DAY.plusDays(1), HOUR, HOUR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CertificateTimes(DAY, HOUR, HOUR, HOUR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** As after two years of renewals: an old CA, a leaf of yesterday. */
  private OwnCertificates withFreshLeaf(Instant made) {
    var own = rotation.first(START);
    return own.withLeaf(
        new CertificateAuthority()
            .newLeaf(
                own.authority(),
                List.of("routeguard.routeguard.svc", "127.0.0.1"),
                made,
                Duration.ofDays(90)));
  }
}
