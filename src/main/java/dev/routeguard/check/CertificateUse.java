package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.from.Grants;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One place in an Ingress, Gateway or ListenerSet that names a certificate.
 *
 * @param object where it is named
 * @param hosts the hosts the certificate is for, as written, never empty texts
 * @param alternatives the Secrets named for the same hosts, this one among them
 */
record CertificateUse(
    KubernetesObject object,
    String fieldPath,
    ObjectRef secret,
    List<String> hosts,
    Set<ObjectRef> alternatives) {
  /** Controllers that take certificates from elsewhere and pass over {@code spec.tls}. */
  private static final Set<String> WITHOUT_SECRETS = Set.of("aws-alb");

  /** The certificates the objects of a scope name, as far as the references are allowed. */
  static Stream<CertificateUse> in(Scope scope) {
    return scope
        .present(Kind.INGRESS, Kind.GATEWAY, Kind.LISTENER_SET)
        .flatMap(object -> of(object, scope.tables()).stream());
  }

  private static List<CertificateUse> of(KubernetesObject object, RouteTables tables) {
    return object.ref().kind() == Kind.INGRESS
        ? ofIngress(object, tables)
        : ofListeners(object, tables.estate());
  }

  private static List<CertificateUse> ofIngress(KubernetesObject ingress, RouteTables tables) {
    var passedOver =
        tables.entriesOf(ingress.ref()).stream()
            .map(tables::dialectOf)
            .anyMatch(WITHOUT_SECRETS::contains);
    if (passedOver) {
      return List.of();
    }
    return Ingresses.tls(ingress).stream()
        .filter(tls -> !tls.secret().isEmpty())
        .map(tls -> ofIngress(ingress, tls))
        .toList();
  }

  private static CertificateUse ofIngress(KubernetesObject ingress, Ingresses.Tls tls) {
    // Some controllers read namespace/name.
    var slash = tls.secret().indexOf('/');
    var namespace = slash < 0 ? ingress.ref().namespace() : tls.secret().substring(0, slash);
    var secret = new ObjectRef(Kind.SECRET, namespace, tls.secret().substring(slash + 1));
    var hosts = tls.hosts().stream().filter(host -> !host.isEmpty()).toList();
    return new CertificateUse(
        ingress, tls.fieldPath() + ".secretName", secret, hosts, Set.of(secret));
  }

  private static List<CertificateUse> ofListeners(KubernetesObject owner, Estate estate) {
    var found = new ArrayList<CertificateUse>();
    var listeners = Tree.maps(owner.map("spec"), "listeners");
    for (int i = 0; i < listeners.size(); i++) {
      var listener = listeners.get(i);
      if (!Tree.text(Tree.map(listener, "tls"), "mode").equals("Passthrough")) {
        found.addAll(ofListener(owner, listener, i, estate));
      }
    }
    return found;
  }

  private static List<CertificateUse> ofListener(
      KubernetesObject owner, Map<String, Object> listener, int index, Estate estate) {
    var refs = Tree.maps(Tree.map(listener, "tls"), "certificateRefs");
    var host = Tree.text(listener, "hostname");
    var hosts = host.isEmpty() ? List.<String>of() : List.of(host);
    var secrets = new ArrayList<ObjectRef>();
    for (var ref : refs) {
      secrets.add(secret(owner, ref));
    }
    var uses = new ArrayList<CertificateUse>();
    for (int i = 0; i < refs.size(); i++) {
      var secret = secrets.get(i);
      if (isSecret(refs.get(i)) && isGranted(owner, secret, estate)) {
        var at = "spec.listeners[%d].tls.certificateRefs[%d]".formatted(index, i);
        uses.add(new CertificateUse(owner, at, secret, hosts, Set.copyOf(secrets)));
      }
    }
    return uses;
  }

  private static ObjectRef secret(KubernetesObject owner, Map<String, Object> ref) {
    var namespace = Tree.text(ref, "namespace", owner.ref().namespace());
    return new ObjectRef(Kind.SECRET, namespace, Tree.text(ref, "name"));
  }

  private static boolean isSecret(Map<String, Object> ref) {
    return Tree.text(ref, "kind", "Secret").equals("Secret") && Tree.text(ref, "group").isEmpty();
  }

  /** A reference that no grant allows is another check's finding. */
  private static boolean isGranted(KubernetesObject owner, ObjectRef secret, Estate estate) {
    return Grants.allow(estate, owner.ref(), "", "Secret", secret.namespace(), secret.name());
  }
}
