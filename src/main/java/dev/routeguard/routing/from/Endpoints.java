package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Share.Readiness;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a Service's port can answer, from the Service and its EndpointSlices. An endpoint whose
 * {@code ready} is not set counts as ready (discovery/v1 EndpointConditions).
 */
public final class Endpoints {
  /** Which endpoints a data plane sends requests to. */
  public enum Usable {
    READY {
      @Override
      boolean takes(Map<String, Object> conditions) {
        return Tree.flag(conditions, "ready", true);
      }
    },
    /** Serving, and not on its way out; {@code ready} is not asked for. */
    SERVING {
      @Override
      boolean takes(Map<String, Object> conditions) {
        return Tree.flag(conditions, "serving", true)
            && !Tree.flag(conditions, "terminating", false);
      }
    },
    /** Any that is written down, whatever its conditions say. */
    WRITTEN {
      @Override
      boolean takes(Map<String, Object> conditions) {
        return true;
      }
    };

    abstract boolean takes(Map<String, Object> conditions);
  }

  private final Estate estate;
  private final Usable usable;

  public Endpoints(Estate estate) {
    this(estate, Usable.READY);
  }

  public Endpoints(Estate estate, Usable usable) {
    this.estate = estate;
    this.usable = usable;
  }

  /** The backend with the number of the Service port that its port name stands for. */
  public Backend numbered(Backend backend) {
    return estate
        .service(backend.namespace(), backend.service())
        .flatMap(service -> port(service, backend.port()))
        .map(port -> Tree.number(port, "port", 0))
        .filter(number -> number > 0)
        .map(n -> new Backend(backend.namespace(), backend.service(), Long.toString(n)))
        .orElse(backend);
  }

  /**
   * The share of requests that goes to a backend.
   *
   * @param invalidStatus what the data plane answers where Service or port is missing
   * @param emptyStatus what it answers where no endpoint is ready
   */
  public Share share(Backend backend, double percent, int invalidStatus, int emptyStatus) {
    var service = estate.service(backend.namespace(), backend.service());
    if (service.isEmpty()) {
      return estate.isUnknown(Kind.SERVICE)
          ? unknown(backend, percent)
          : new Share(backend, percent, Readiness.SERVICE_MISSING, 0, invalidStatus);
    }
    if (service.get().text("spec", "type").equals("ExternalName")) {
      return unknown(backend, percent);
    }
    var portName = portName(service.get(), backend.port());
    if (portName.isEmpty()) {
      return new Share(backend, percent, Readiness.PORT_MISSING, 0, invalidStatus);
    }
    if (estate.isUnknown(Kind.ENDPOINT_SLICE)) {
      return unknown(backend, percent);
    }
    int ready = ready(backend.namespace(), backend.service(), portName.get());
    return ready > 0
        ? new Share(backend, percent, Readiness.READY, ready, 0)
        : new Share(backend, percent, Readiness.NO_READY_ENDPOINTS, 0, emptyStatus);
  }

  private static Share unknown(Backend backend, double percent) {
    return new Share(backend, percent, Readiness.UNKNOWN, 0, 0);
  }

  /** The name of the Service port that a number or name means; a lone port may be unnamed. */
  private static Optional<String> portName(KubernetesObject service, String wanted) {
    return port(service, wanted).map(port -> Tree.text(port, "name"));
  }

  /** The port of a Service that a number or name means. */
  public static Optional<Map<String, Object>> port(KubernetesObject service, String wanted) {
    return Tree.maps(service.map("spec"), "ports").stream()
        .filter(port -> isMeant(port, wanted))
        .findFirst();
  }

  private static boolean isMeant(Map<String, Object> port, String wanted) {
    return wanted.equals(Tree.text(port, "name"))
        || wanted.equals(Long.toString(Tree.number(port, "port", -1)));
  }

  /** Ready endpoints, counted in the address family that has most: dual stack counts each twice. */
  private int ready(String namespace, String service, String portName) {
    var byFamily = new HashMap<String, Integer>();
    for (KubernetesObject slice : estate.slicesOf(namespace, service)) {
      if (hasPort(slice, portName)) {
        int ready = 0;
        for (Map<String, Object> endpoint : Tree.maps(slice.document(), "endpoints")) {
          ready += usable.takes(Tree.map(endpoint, "conditions")) ? 1 : 0;
        }
        byFamily.merge(slice.text("addressType"), ready, Integer::sum);
      }
    }
    return byFamily.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static boolean hasPort(KubernetesObject slice, String portName) {
    return Tree.maps(slice.document(), "ports").stream()
        .anyMatch(port -> Tree.text(port, "name").equals(portName));
  }
}
