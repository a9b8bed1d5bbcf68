package dev.routeguard.routing.conditions;

import dev.routeguard.estate.Kind;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.CheckedListeners.Fault;
import dev.routeguard.routing.from.RouteKinds;
import java.util.ArrayList;
import java.util.List;

/** The conditions of one listener (gateway_types.go, ListenerConditionType). */
final class ListenerConditions {
  private final Checked checked;

  ListenerConditions(Checked checked) {
    this.checked = checked;
  }

  List<Condition> all() {
    var all = new ArrayList<Condition>();
    all.add(accepted());
    all.add(programmed());
    all.add(resolvedRefs());
    all.add(conflicted());
    return all;
  }

  private Condition accepted() {
    if (checked.isConflicted()) {
      return bad(Condition.ACCEPTED, conflict());
    }
    if (checked.has(Fault.UNSUPPORTED_PROTOCOL)) {
      return bad(Condition.ACCEPTED, "UnsupportedProtocol");
    }
    if (checked.has(Fault.NO_CA)) {
      return bad(Condition.ACCEPTED, "NoValidCACertificate");
    }
    return checked.has(Fault.INVALID)
        ? bad(Condition.ACCEPTED, "Invalid")
        : good(Condition.ACCEPTED);
  }

  private Condition programmed() {
    if (checked.isOpen() && !RouteKinds.of(checked.listener()).allowed().isEmpty()) {
      return good(Condition.PROGRAMMED);
    }
    boolean inSet = checked.listener().owner().ref().kind() == Kind.LISTENER_SET;
    if (!inSet) {
      return bad(Condition.PROGRAMMED, "Invalid");
    }
    return bad(Condition.PROGRAMMED, checked.isConflicted() ? conflict() : "ListenersNotValid");
  }

  private Condition resolvedRefs() {
    if (checked.has(Fault.INVALID_ROUTE_KINDS)) {
      return bad(Condition.RESOLVED_REFS, "InvalidRouteKinds");
    }
    if (checked.has(Fault.CERTIFICATE_NOT_PERMITTED)) {
      return bad(Condition.RESOLVED_REFS, "RefNotPermitted");
    }
    if (checked.has(Fault.INVALID_CERTIFICATE)) {
      return bad(Condition.RESOLVED_REFS, "InvalidCertificateRef");
    }
    if (checked.has(Fault.INVALID_CA_KIND)) {
      return bad(Condition.RESOLVED_REFS, "InvalidCACertificateKind");
    }
    return checked.has(Fault.INVALID_CA)
        ? bad(Condition.RESOLVED_REFS, "InvalidCACertificateRef")
        : good(Condition.RESOLVED_REFS);
  }

  private Condition conflicted() {
    return new Condition(
        checked.listener().owner().ref(),
        null,
        checked.listener().name(),
        Condition.CONFLICTED,
        checked.isConflicted(),
        checked.isConflicted() ? conflict() : "NoConflicts",
        "");
  }

  private String conflict() {
    return checked.has(Fault.PROTOCOL_CONFLICT) ? "ProtocolConflict" : "HostnameConflict";
  }

  private Condition good(String type) {
    return Condition.good(checked.listener().owner().ref(), null, checked.listener().name(), type);
  }

  private Condition bad(String type, String reason) {
    var owner = checked.listener().owner().ref();
    return Condition.bad(owner, null, checked.listener().name(), type, reason);
  }
}
