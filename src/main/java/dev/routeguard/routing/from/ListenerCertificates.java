package dev.routeguard.routing.from;

import dev.routeguard.estate.CertificateFacts;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.CheckedListeners.Fault;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a listener that ends TLS has a certificate to do it with (gateway_types.go,
 * ListenerTLSConfig.CertificateRefs): a Secret of the core group, granted where it lives in another
 * namespace, that holds a certificate. One good certificate of several is enough to listen.
 */
final class ListenerCertificates {
  private ListenerCertificates() {}

  static Set<Fault> faults(Listener listener, Estate estate) {
    var faults = EnumSet.noneOf(Fault.class);
    boolean terminates = listener.protocol().equals("HTTPS") || listener.protocol().equals("TLS");
    if (!terminates || listener.tls().isEmpty() || listener.passthrough()) {
      return faults;
    }
    var refs = Tree.maps(listener.tls(), "certificateRefs");
    boolean usable = refs.isEmpty() && listener.tls().containsKey("options");
    for (Map<String, Object> ref : refs) {
      var fault = fault(listener, ref, estate);
      fault.ifPresent(faults::add);
      usable |= fault.isEmpty();
    }
    if (!usable) {
      faults.add(Fault.NO_CERTIFICATE);
    }
    if (refs.isEmpty() && !usable) {
      faults.add(Fault.INVALID_CERTIFICATE);
    }
    return faults;
  }

  private static Optional<Fault> fault(Listener listener, Map<String, Object> ref, Estate estate) {
    var kind = Tree.text(ref, "kind", "Secret");
    if (!Tree.text(ref, "group").isEmpty() || !kind.equals("Secret")) {
      return Optional.of(Fault.INVALID_CERTIFICATE);
    }
    var namespace = Tree.text(ref, "namespace", listener.owner().ref().namespace());
    var name = Tree.text(ref, "name");
    if (!Grants.allow(estate, listener.owner().ref(), "", "Secret", namespace, name)) {
      return Optional.of(Fault.CERTIFICATE_NOT_PERMITTED);
    }
    if (estate.isUnknown(Kind.SECRET)) {
      return Optional.empty();
    }
    var secret = estate.find(new ObjectRef(Kind.SECRET, namespace, name));
    return secret.isPresent() && CertificateFacts.problem(secret.get()).isEmpty()
        ? Optional.empty()
        : Optional.of(Fault.INVALID_CERTIFICATE);
  }
}
