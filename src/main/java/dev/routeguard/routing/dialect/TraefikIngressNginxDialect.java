package dev.routeguard.routing.dialect;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.HostTable;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import dev.routeguard.routing.from.Translations;
import java.util.HashSet;
import java.util.Set;

/**
 * Traefik's ingress-nginx provider as of 3.7 (pkg/provider/kubernetes/ingress-nginx/build.go): made
 * to answer as ingress-nginx does, and does so but for {@link NginxFamily#TRAEFIK}. Its controller
 * name is that of ingress-nginx, so that only configuration can choose it.
 */
public final class TraefikIngressNginxDialect implements Dialect {
  static final String NAME = "traefik-ingress-nginx";

  private final IngressNginxDialect nginx = new IngressNginxDialect(NginxFamily.TRAEFIK);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HostTable table(Translations translations, Entry entry, String host) {
    return nginx.table(translations, entry, host);
  }

  /** A canary also takes requests of other hosts that share the primary's Service. */
  @Override
  public Set<String> alsoTouched(Translations translations, Entry entry, KubernetesObject ingress) {
    var estate = translations.estate();
    var hosts = new HashSet<>(nginx.alsoTouched(translations, entry, ingress));
    var reading = nginx.reading(translations, entry);
    for (String host : Ingresses.hosts(ingress)) {
      for (IngressRule rule : reading.rulesOf(host)) {
        estate.routesNaming(rule.backend().namespace(), rule.backend().service()).stream()
            .filter(ref -> ref.kind() == Kind.INGRESS)
            .flatMap(ref -> estate.find(ref).stream())
            .forEach(other -> hosts.addAll(Ingresses.hosts(other)));
      }
    }
    return hosts;
  }
}
