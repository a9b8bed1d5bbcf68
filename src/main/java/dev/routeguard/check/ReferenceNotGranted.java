package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Share.Readiness;
import dev.routeguard.routing.from.Gateways;
import dev.routeguard.routing.from.Gateways.Listener;
import dev.routeguard.routing.from.Grants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * R17. A reference into another namespace that no ReferenceGrant there allows: the backend's share
 * is answered 500, the listener has no certificate; referencegrant_types.go. Also raised on the
 * users when a grant is edited or deleted.
 */
public final class ReferenceNotGranted implements StateCheck {
  static final String NAME = "reference-not-granted";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R17",
          NAME,
          "Cross-namespace reference without grant",
          Severity.HIGH,
          "A backend, certificate or CA reference into another namespace that no ReferenceGrant"
              + " there allows.",
          List.of());

  /** What is referred to. */
  private record Target(String kind, String namespace, String name, String fieldPath) {}

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var wider = new Scope(scope.tables(), objects(scope), scope.at());
    var found = new ArrayList<Found>();
    wider
        .shares()
        .filter(routed -> routed.share().readiness() == Readiness.NOT_GRANTED)
        .map(ReferenceNotGranted::found)
        .forEach(found::add);
    wider
        .present(Kind.GATEWAY, Kind.LISTENER_SET)
        .flatMap(owner -> ofOwner(scope.estate(), owner))
        .forEach(found::add);
    return found;
  }

  /** Who may refer into the namespace of a grant that changes; Gateways are few. */
  private static Set<ObjectRef> objects(Scope scope) {
    var objects = new TreeSet<>(scope.objects());
    for (var ref : scope.objects()) {
      if (ref.kind() == Kind.REFERENCE_GRANT) {
        objects.addAll(scope.estate().refs(new IndexKey.BackendNamespace(ref.namespace())));
        Stream.of(Kind.GATEWAY, Kind.LISTENER_SET)
            .flatMap(kind -> scope.estate().all(kind).stream())
            .map(KubernetesObject::ref)
            .forEach(objects::add);
      }
    }
    return objects;
  }

  private static Found found(Scope.RoutedShare routed) {
    var backend = routed.share().backend();
    var object = routed.route().object();
    var finding =
        BackendFindings.finding(
            NAME,
            routed.share().percent() > 0 ? Severity.HIGH : Severity.MEDIUM,
            routed,
            "%s goes to Service %s of namespace %s, which no ReferenceGrant there allows%s"
                .formatted(
                    Wording.place(routed.route()),
                    backend.service(),
                    backend.namespace(),
                    BackendFindings.answeredInstead(routed.share())),
            remedy(object, new Target("Service", backend.namespace(), backend.service(), "")));
    return new Found(finding, routed.route());
  }

  private static Stream<Found> ofOwner(Estate estate, KubernetesObject owner) {
    return Gateways.listeners(owner).stream()
        .flatMap(listener -> Stream.concat(certificates(listener), authorities(owner, listener)))
        .filter(
            target ->
                !Grants.allow(
                    estate, owner.ref(), "", target.kind(), target.namespace(), target.name()))
        .map(target -> found(owner.ref(), target));
  }

  private static Stream<Target> certificates(Listener listener) {
    var at = listener.fieldPath() + ".tls.certificateRefs";
    return listener.certificates().stream()
        .map(secret -> new Target("Secret", secret.namespace(), secret.name(), at));
  }

  private static Stream<Target> authorities(KubernetesObject owner, Listener listener) {
    var at = listener.fieldPath() + ".tls";
    return Tree.maps(listener.clientValidation(), "caCertificateRefs").stream()
        .map(reference -> authority(owner, reference, at));
  }

  private static Target authority(
      KubernetesObject owner, Map<String, Object> reference, String fieldPath) {
    return new Target(
        Tree.text(reference, "kind"),
        Tree.text(reference, "namespace", owner.ref().namespace()),
        Tree.text(reference, "name"),
        fieldPath);
  }

  private static Found found(ObjectRef owner, Target target) {
    var subject = "%s %s/%s".formatted(target.kind(), target.namespace(), target.name());
    return Found.at(
        DESCRIPTION,
        owner,
        subject,
        target.fieldPath(),
        "%s refers to %s, which no ReferenceGrant there allows".formatted(owner, subject),
        remedy(owner, target));
  }

  private static String remedy(ObjectRef from, Target to) {
    return ("Add a ReferenceGrant in namespace %s: from {group: %s, kind: %s, namespace: %s},"
            + " to {group: \"\", kind: %s, name: %s}.")
        .formatted(
            to.namespace(),
            from.kind().group(),
            from.kind().kindName(),
            from.namespace(),
            to.kind(),
            to.name());
  }
}
