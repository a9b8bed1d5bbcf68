package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.TlsHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** T05. Which one is shown is the older object in ingress-nginx and left open elsewhere. */
public final class CertificateOverlap implements StateCheck {
  static final String NAME = "certificate-overlap";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T05",
          NAME,
          "Two certificates for one host",
          Severity.MEDIUM,
          "Two objects on one entry give different Secrets for the same host.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var found = new ArrayList<Found>();
    for (var object : scope.objects().stream().sorted().toList()) {
      if (object.kind() != Kind.INGRESS) {
        continue;
      }
      for (var entry : scope.tables().entriesOf(object)) {
        for (var host : scope.tables().hostsOf(object)) {
          overlap(scope, entry, host, object).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<Found> overlap(Scope scope, Entry entry, String host, ObjectRef object) {
    var all = scope.tables().tls(entry, host).stream().filter(t -> !t.secrets().isEmpty()).toList();
    var own = all.stream().filter(tls -> tls.object().equals(object)).findFirst();
    return own.flatMap(
        mine ->
            all.stream()
                .filter(other -> !other.object().equals(object))
                .filter(other -> !sameCertificate(scope, mine, other))
                .findFirst()
                .map(
                    other ->
                        Found.at(
                            DESCRIPTION,
                            object,
                            host,
                            mine.fieldPath(),
                            "%s gets Secret %s here and Secret %s from %s"
                                .formatted(
                                    Wording.host(host),
                                    mine.secrets(),
                                    other.secrets(),
                                    other.object()),
                            "Keep one Secret per host.")));
  }

  /** The same name in another namespace may hold a copy; where it can be seen, it is compared. */
  private static boolean sameCertificate(Scope scope, TlsHost one, TlsHost other) {
    if (one.secrets().equals(other.secrets())) {
      return true;
    }
    var mine = digest(scope, one);
    return !mine.isEmpty() && mine.equals(digest(scope, other));
  }

  private static String digest(Scope scope, TlsHost tls) {
    var slash = tls.secrets().indexOf('/');
    var ref =
        new ObjectRef(
            Kind.SECRET, tls.secrets().substring(0, slash), tls.secrets().substring(slash + 1));
    return scope.estate().find(ref).map(s -> s.text("certificate", "sha256")).orElse("");
  }
}
