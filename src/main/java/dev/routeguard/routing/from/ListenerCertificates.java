package dev.routeguard.routing.from;

import dev.routeguard.estate.CertificateFacts;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.BackendPolicies.CaFault;
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
public final class ListenerCertificates {
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
      var fault = fault(listener.owner().ref(), ref, estate);
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

  /** Of the CA bundles that clients of the port must be verified with (FrontendTLSValidation). */
  static Set<Fault> caFaults(Listener listener, Estate estate) {
    var faults = EnumSet.noneOf(Fault.class);
    if (!listener.protocol().equals("HTTPS")) {
      return faults;
    }
    var validation = listener.clientValidation();
    var found = new BackendPolicies(estate).caFaults(listener.gateway().ref(), validation);
    for (CaFault fault : found) {
      faults.add(
          switch (fault) {
            case INVALID_KIND -> Fault.INVALID_CA_KIND;
            case NOT_PERMITTED -> Fault.CERTIFICATE_NOT_PERMITTED;
            case INVALID_REF -> Fault.INVALID_CA;
          });
    }
    int refs = Tree.list(validation, "caCertificateRefs").size();
    if (refs > 0 && found.size() == refs) {
      faults.add(Fault.NO_CA);
    }
    return faults;
  }

  /** What is wrong with a reference to a certificate. */
  public static Optional<Fault> fault(ObjectRef from, Map<String, Object> ref, Estate estate) {
    var kind = Tree.text(ref, "kind", "Secret");
    if (!Tree.text(ref, "group").isEmpty() || !kind.equals("Secret")) {
      return Optional.of(Fault.INVALID_CERTIFICATE);
    }
    var namespace = Tree.text(ref, "namespace", from.namespace());
    var name = Tree.text(ref, "name");
    if (!Grants.allow(estate, from, "", "Secret", namespace, name)) {
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
