package dev.routeguard.routing.dialect;

import dev.routeguard.estate.AnnotationTable;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * ingress-nginx as of 1.15 (internal/ingress/controller/{controller,location}.go, template.go,
 * docs/how-it-works.md). Each host is one server: the oldest Ingress keeps a path, a later one is
 * silently skipped; a host nobody names is served by the default server.
 */
public final class IngressNginxDialect implements Dialect {
  static final String NAME = "ingress-nginx";
  static final String PREFIX = "nginx.ingress.kubernetes.io/";

  /** store.go sortIngressSlice: by age, equal ages by namespace and name from the end. */
  private static final Comparator<KubernetesObject> ORDER =
      Comparator.comparing(KubernetesObject::created)
          .thenComparing(
              object -> object.ref().namespace() + "/" + object.ref().name(),
              Comparator.reverseOrder());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Estate estate, Entry entry, String host) {
    var reading =
        new IngressReading(
            estate, entry, key -> AnnotationTable.SHIPPED.dialectOf(key).equals(NAME));
    var server = serverOf(reading, host);
    var ingresses = reading.claiming(server).stream().filter(i -> rules(i, server)).sorted(ORDER);
    return new NginxServer(reading, ingresses.toList(), server, host).table();
  }

  /** Whether an Ingress puts something into a server. */
  private static boolean rules(KubernetesObject ingress, String server) {
    return Ingresses.rules(ingress).stream()
        .anyMatch(
            rule ->
                rule.isDefault()
                    ? server.isEmpty() && Ingresses.hosts(ingress).size() == 1
                    : rule.host().equals(server));
  }

  /**
   * The server (host as written) that answers for a host: its own, else the one it is an alias of,
   * else a wildcard by one label (a regular expression in {@code server_name}), else the default.
   */
  private static String serverOf(IngressReading reading, String host) {
    var claiming = new ArrayList<>(reading.claiming(host));
    claiming.sort(ORDER);
    if (claiming.stream().anyMatch(ingress -> names(ingress, host))) {
      return host;
    }
    for (KubernetesObject ingress : claiming) {
      if (aliases(ingress).contains(host)) {
        return Ingresses.rules(ingress).stream().map(IngressRule::host).findFirst().orElse("");
      }
    }
    var wildcard = IngressReading.wildcardOf(host);
    var hasWildcard = reading.claiming(wildcard).stream().anyMatch(i -> names(i, wildcard));
    return hasWildcard ? wildcard : "";
  }

  private static boolean names(KubernetesObject ingress, String host) {
    return !host.isEmpty() && !isCanary(ingress) && Ingresses.hosts(ingress).contains(host);
  }

  static boolean isCanary(KubernetesObject ingress) {
    return "true".equals(ingress.annotations().get(PREFIX + "canary"));
  }

  private static List<String> aliases(KubernetesObject ingress) {
    var written = ingress.annotations().getOrDefault(PREFIX + "server-alias", "");
    return Arrays.stream(written.split(",")).map(String::strip).map(Request::normalHost).toList();
  }
}
