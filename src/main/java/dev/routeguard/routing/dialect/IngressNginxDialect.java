package dev.routeguard.routing.dialect;

import dev.routeguard.estate.IngressAliases;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import dev.routeguard.routing.from.Translations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * ingress-nginx as of 1.15 (internal/ingress/controller/{controller,location}.go, template.go,
 * docs/how-it-works.md). Each host is one server: the oldest Ingress keeps a path, a later one is
 * silently skipped; a host nobody names is served by the default server.
 */
public final class IngressNginxDialect implements Dialect {
  static final String NAME = "ingress-nginx";
  static final String PREFIX = "nginx.ingress.kubernetes.io/";

  private static final IngressReading.Facts FACTS = IngressReading.Facts.of(NAME, 503, 503);

  /** store.go sortIngressSlice: by age, equal ages by namespace and name from the end. */
  private static final Comparator<KubernetesObject> ORDER =
      Comparator.comparing(KubernetesObject::created)
          .thenComparing(
              object -> object.ref().namespace() + "/" + object.ref().name(),
              Comparator.reverseOrder());

  private final NginxFamily family;

  public IngressNginxDialect() {
    this(NginxFamily.INGRESS_NGINX);
  }

  IngressNginxDialect(NginxFamily family) {
    this.family = family;
  }

  @Override
  public String name() {
    return NAME;
  }

  IngressReading reading(Translations translations, Entry entry) {
    return new IngressReading(translations, entry, FACTS);
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    var reading = reading(translations, entry);
    var server = serverOf(reading, host);
    var redirects = NginxWww.redirecting(reading, host);
    if (!redirects.isEmpty() && !isNamed(reading, server, host)) {
      return NginxWww.table(reading, redirects, host);
    }
    var ingresses =
        reading.claiming(server).stream().filter(i -> rules(reading, i, server)).sorted(ORDER);
    return new NginxServer(reading, ingresses.toList(), server, host, family).table();
  }

  /** {@code from-to-www-redirect} answers for the host with or without {@code www.}. */
  @Override
  public Set<String> alsoTouched(Translations translations, Entry entry, KubernetesObject ingress) {
    return NginxWww.isAsked(ingress)
        ? Ingresses.hosts(ingress).stream()
            .filter(host -> !host.isEmpty() && !host.startsWith("*"))
            .map(NginxWww::counterpart)
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /** Whether a server of this very name or alias answers, not a wildcard or the default one. */
  private static boolean isNamed(IngressReading reading, String server, String host) {
    return server.equals(host) || reading.claiming(host).stream().anyMatch(i -> aliases(i, host));
  }

  private static boolean aliases(KubernetesObject ingress, String host) {
    return IngressAliases.of(ingress).contains(host);
  }

  /** Whether an Ingress puts something into a server. */
  private static boolean rules(IngressReading reading, KubernetesObject ingress, String server) {
    return reading.rules(ingress).stream()
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
      if (aliases(ingress, host)) {
        return reading.rules(ingress).stream().map(IngressRule::host).findFirst().orElse("");
      }
    }
    var wildcard = Hosts.wildcardOf(host);
    var hasWildcard = reading.claiming(wildcard).stream().anyMatch(i -> names(i, wildcard));
    return hasWildcard ? wildcard : "";
  }

  private static boolean names(KubernetesObject ingress, String host) {
    return !host.isEmpty() && !isCanary(ingress) && Ingresses.hosts(ingress).contains(host);
  }

  static boolean isCanary(KubernetesObject ingress) {
    return "true".equals(ingress.annotations().get(PREFIX + "canary"));
  }
}
