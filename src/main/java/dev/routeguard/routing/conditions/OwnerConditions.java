package dev.routeguard.routing.conditions;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.CheckedListeners.Checked;
import dev.routeguard.routing.from.CheckedListeners.Fault;
import dev.routeguard.routing.from.Gateways;
import dev.routeguard.routing.from.ListenerCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The conditions of a Gateway and of the ListenerSets that name it, apart from those of their
 * listeners (gateway_types.go, GatewayConditionType; listenerset_types.go).
 */
final class OwnerConditions {
  private static final String NOT_VALID = "ListenersNotValid";
  private static final Set<String> ADDRESS_TYPES = Set.of("IPAddress", "Hostname");

  /** Ends of the API groups in which implementations keep their parameters. */
  private static final List<String> PARAMETER_DOMAINS =
      List.of(
          "envoyproxy.io",
          "projectcontour.io",
          "traefik.io",
          "cilium.io",
          "istio.io",
          "kgateway.dev",
          "agentgateway.dev",
          "konghq.com",
          "nginx.org",
          "haproxy.org",
          "gke.io",
          "k8s.aws",
          "azure.io",
          "linkerd.io",
          "apisix.apache.org");

  private final Estate estate;
  private final KubernetesObject gateway;

  OwnerConditions(Estate estate, KubernetesObject gateway) {
    this.estate = estate;
    this.gateway = gateway;
  }

  List<Condition> ofGateway(List<Checked> listeners) {
    var found = new ArrayList<Condition>();
    var refusal = refusal();
    if (refusal.isPresent()) {
      found.add(bad(gateway.ref(), Condition.ACCEPTED, refusal.get()));
      found.add(bad(gateway.ref(), Condition.PROGRAMMED, "Invalid"));
    } else {
      found.addAll(ofOwner(gateway.ref(), listeners, "Invalid"));
    }
    found.add(resolvedRefs(listeners));
    found.addAll(clientCertificates());
    return found;
  }

  /** Why a Gateway is refused whatever its listeners. */
  private Optional<String> refusal() {
    var parameters = gateway.map("spec", "infrastructure", "parametersRef");
    if (!parameters.isEmpty() && !mayBeKnown(parameters)) {
      return Optional.of("InvalidParameters");
    }
    boolean unsupported =
        Tree.maps(gateway.map("spec"), "addresses").stream()
            .map(address -> Tree.text(address, "type", "IPAddress"))
            // A type with a domain is an implementation's own.
            .anyMatch(type -> !ADDRESS_TYPES.contains(type) && !type.contains("/"));
    return unsupported ? Optional.of("UnsupportedAddress") : Optional.empty();
  }

  /** Parameters are an implementation's own: a group that none has can't be resolved. */
  private static boolean mayBeKnown(Map<String, Object> parameters) {
    var group = Tree.text(parameters, "group");
    return group.isEmpty()
        ? Tree.text(parameters, "kind").equals("ConfigMap")
        : PARAMETER_DOMAINS.stream().anyMatch(group::endsWith);
  }

  /** Of the certificate shown to backends, and in sum of the listeners. */
  private Condition resolvedRefs(List<Checked> listeners) {
    var fault = clientCertificateFault();
    if (fault.isPresent()) {
      return bad(gateway.ref(), Condition.RESOLVED_REFS, fault.get());
    }
    boolean resolved =
        listeners.stream()
            .flatMap(checked -> new ListenerConditions(checked).all().stream())
            .filter(condition -> condition.type().equals(Condition.RESOLVED_REFS))
            .allMatch(Condition::status);
    return resolved
        ? Condition.good(gateway.ref(), null, "", Condition.RESOLVED_REFS)
        : bad(gateway.ref(), Condition.RESOLVED_REFS, "ListenersNotResolved");
  }

  private Optional<String> clientCertificateFault() {
    var ref = Tree.map(Tree.map(gateway.map("spec", "tls"), "backend"), "clientCertificateRef");
    if (ref.isEmpty()) {
      return Optional.empty();
    }
    return ListenerCertificates.fault(gateway.ref(), ref, estate)
        .map(
            fault ->
                fault == Fault.CERTIFICATE_NOT_PERMITTED
                    ? "RefNotPermitted"
                    : "InvalidClientCertificateRef");
  }

  private List<Condition> clientCertificates() {
    var found = new ArrayList<Condition>();
    var frontend = Tree.map(gateway.map("spec", "tls"), "frontend");
    var validations = new ArrayList<Map<String, Object>>();
    validations.add(Tree.map(Tree.map(frontend, "default"), "validation"));
    Tree.maps(frontend, "perPort")
        .forEach(port -> validations.add(Tree.map(Tree.map(port, "tls"), "validation")));
    if (validations.stream().anyMatch(v -> Tree.text(v, "mode").equals("AllowInsecureFallback"))) {
      found.add(
          new Condition(
              gateway.ref(),
              null,
              "",
              "InsecureFrontendValidationMode",
              true,
              "ConfigurationChanged",
              ""));
    }
    return found;
  }

  List<Condition> ofSet(KubernetesObject set, List<Checked> listeners) {
    if (!Gateways.takes(gateway, set, estate)) {
      return List.of(
          bad(set.ref(), Condition.ACCEPTED, "NotAllowed"),
          bad(set.ref(), Condition.PROGRAMMED, "NotAllowed"));
    }
    if (refusal().isPresent()) {
      return List.of(
          bad(set.ref(), Condition.ACCEPTED, "ParentNotAccepted"),
          bad(set.ref(), Condition.PROGRAMMED, "ParentNotAccepted"));
    }
    return ofOwner(set.ref(), listeners, NOT_VALID);
  }

  /** Accepted where some listener is; programmed where something listens. */
  private static List<Condition> ofOwner(
      ObjectRef owner, List<Checked> listeners, String unprogrammed) {
    boolean some = listeners.stream().anyMatch(OwnerConditions::isAccepted);
    boolean every = listeners.stream().allMatch(OwnerConditions::isAccepted);
    boolean open = listeners.stream().anyMatch(Checked::isOpen);
    var accepted =
        new Condition(
            owner, null, "", Condition.ACCEPTED, some, every ? Condition.ACCEPTED : NOT_VALID, "");
    return List.of(
        accepted,
        open
            ? Condition.good(owner, null, "", Condition.PROGRAMMED)
            : bad(owner, Condition.PROGRAMMED, unprogrammed));
  }

  /** A certificate that was never granted is taken for a fault of the listener itself. */
  private static boolean isAccepted(Checked checked) {
    boolean isGranted =
        !checked.has(Fault.NO_CERTIFICATE) || !checked.has(Fault.CERTIFICATE_NOT_PERMITTED);
    return isGranted
        && !checked.has(Fault.NO_CA)
        && !checked.isConflicted()
        && !checked.has(Fault.UNSUPPORTED_PROTOCOL)
        && !checked.has(Fault.INVALID);
  }

  private static Condition bad(ObjectRef owner, String type, String reason) {
    return Condition.bad(owner, null, "", type, reason);
  }
}
