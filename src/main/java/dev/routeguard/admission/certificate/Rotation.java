package dev.routeguard.admission.certificate;

import java.security.cert.CertificateParsingException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be done about our own certificates at a moment. Never a step that somebody who has
 * only heard of the one before would fail at: first a new CA is trusted beside the old one, then
 * the endpoint changes to what the new one signed, then the old one is forgotten. One step at a
 * time, each idempotent, so that any replica may take it.
 */
final class Rotation {
  private final CertificateAuthority signer;
  private final CertificateTimes times;
  private final List<String> names;

  Rotation(CertificateAuthority signer, CertificateTimes times, List<String> names) {
    this.signer = signer;
    this.times = times;
    this.names = List.copyOf(names);
  }

  /** Where there is nothing yet. */
  OwnCertificates first(Instant now) {
    var authority = signer.newAuthority(now, times.authority());
    return new OwnCertificates(authority, List.of(), newLeaf(authority, now));
  }

  /** The next step, or the same certificates where nothing is due. */
  OwnCertificates next(OwnCertificates own, Instant now) {
    if (own.authority().isDueForRenewal(now)) {
      return own.withAuthority(signer.newAuthority(now, times.authority()));
    }
    if (isLeafDue(own, now)) {
      return own.withLeaf(newLeaf(own.authority(), now));
    }
    return isOlderDue(own, now) ? own.withoutOlder() : own;
  }

  private Issued newLeaf(Issued authority, Instant now) {
    return signer.newLeaf(authority, names, now, times.leaf());
  }

  private boolean isLeafDue(OwnCertificates own, Instant now) {
    if (!now.isBefore(own.leaf().notAfter())) {
      return true;
    }
    // What a CA signs that is not yet known everywhere would be refused somewhere.
    if (!hasOverlapped(own.authority(), now) && !own.older().isEmpty()) {
      return false;
    }
    return !own.isLeafOfAuthority() || own.leaf().isDueForRenewal(now) || !hasNames(own.leaf());
  }

  private boolean isOlderDue(OwnCertificates own, Instant now) {
    return !own.older().isEmpty() && own.isLeafOfAuthority() && hasOverlapped(own.leaf(), now);
  }

  private boolean hasOverlapped(Issued issued, Instant now) {
    return !now.isBefore(issued.made().plus(times.overlap()));
  }

  private boolean hasNames(Issued leaf) {
    return namesOf(leaf).equals(new HashSet<>(names));
  }

  private static Set<String> namesOf(Issued leaf) {
    var found = new TreeSet<String>();
    try {
      var alternatives = leaf.certificate().getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(name -> found.add(String.valueOf(name.get(1))));
      }
    } catch (CertificateParsingException e) {
      return Set.of(); // unreadable names are not the wanted ones
    }
    return found;
  }
}
