package dev.routeguard.routing.from;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Gateways.Listener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The listeners of a Gateway and of the ListenerSets it takes, each with what is wrong with it.
 *
 * <p>Two listeners of one object that share a port and hostname, or a port with protocols that
 * don't go together, are both refused (gateway_types.go, "Handling indistinct Listeners"); of two
 * objects, the one that comes later in the merged list loses (listenerset_types.go).
 */
public final class CheckedListeners {
  /** What may be wrong with a listener. */
  public enum Fault {
    /** A protocol that is not in the API: a vendor's, or none at all. */
    UNSUPPORTED_PROTOCOL,
    /** A field that its protocol does not take, or lacks one that it needs. */
    INVALID,
    PROTOCOL_CONFLICT,
    HOSTNAME_CONFLICT,
    INVALID_ROUTE_KINDS,
    CERTIFICATE_NOT_PERMITTED,
    INVALID_CERTIFICATE,
    /** None of its certificates can be used. */
    NO_CERTIFICATE,
    INVALID_CA_KIND,
    INVALID_CA,
    /** None of the CA bundles that clients are to be verified with can be used. */
    NO_CA
  }

  /** Faults with which nothing comes in. */
  private static final Set<Fault> CLOSED =
      Collections.unmodifiableSet(
          EnumSet.of(
              Fault.UNSUPPORTED_PROTOCOL,
              Fault.INVALID,
              Fault.PROTOCOL_CONFLICT,
              Fault.HOSTNAME_CONFLICT,
              Fault.NO_CERTIFICATE,
              Fault.NO_CA));

  /** A listener and its faults. */
  public record Checked(Listener listener, Set<Fault> faults) {
    public Checked {
      Objects.requireNonNull(listener, "listener");
      faults = Collections.unmodifiableSet(copy(faults));
    }

    private static EnumSet<Fault> copy(Set<Fault> faults) {
      var copy = EnumSet.noneOf(Fault.class);
      copy.addAll(faults);
      return copy;
    }

    /** Whether requests come in at it. */
    public boolean isOpen() {
      return Collections.disjoint(faults, CLOSED);
    }

    public boolean has(Fault fault) {
      return faults.contains(fault);
    }

    public boolean isConflicted() {
      return has(Fault.PROTOCOL_CONFLICT) || has(Fault.HOSTNAME_CONFLICT);
    }
  }

  private final Estate estate;
  private final boolean firstStreamWins;
  private final List<Checked> checked = new ArrayList<>();
  private final ListenerClaims places = new ListenerClaims();

  private CheckedListeners(Estate estate, boolean firstStreamWins) {
    this.estate = estate;
    this.firstStreamWins = firstStreamWins;
  }

  /**
   * @param firstStreamWins true where the controller lets the first of several TCP or UDP listeners
   *     of one port stand
   */
  public static List<Checked> of(Estate estate, KubernetesObject gateway, boolean firstStreamWins) {
    var listeners = new CheckedListeners(estate, firstStreamWins);
    var merged = Gateways.merged(gateway, estate);
    for (int from = 0; from < merged.size(); ) {
      int to = endOfOwner(merged, from);
      listeners.add(merged.subList(from, to));
      from = to;
    }
    return List.copyOf(listeners.checked);
  }

  private static int endOfOwner(List<Listener> merged, int from) {
    int to = from + 1;
    while (to < merged.size() && merged.get(to).owner().equals(merged.get(from).owner())) {
      to++;
    }
    return to;
  }

  /**
   * The listeners of one object: those that lose against earlier objects are out, among the rest
   * nobody wins, and all of these keep their place from later objects.
   */
  private void add(List<Listener> owned) {
    var alone = owned.stream().map(this::alone).toList();
    var standing =
        alone.stream()
            .filter(CheckedListeners::isContender)
            .map(Checked::listener)
            .filter(listener -> places.clash(listener, 0).isEmpty())
            .toList();
    var siblings = new ListenerClaims();
    standing.forEach(siblings::add);
    var arrived = new ListenerClaims();
    for (Checked one : alone) {
      checked.add(isContender(one) ? among(siblings, arrived, one) : one);
    }
    standing.forEach(places::add);
  }

  /** What could not stand by itself takes no place from others. */
  private static boolean isContender(Checked alone) {
    return !alone.has(Fault.UNSUPPORTED_PROTOCOL) && !alone.has(Fault.INVALID);
  }

  private Checked among(ListenerClaims siblings, ListenerClaims arrived, Checked one) {
    var listener = one.listener();
    var clash = places.clash(listener, 0);
    if (clash.isEmpty()) {
      boolean isFirstCome = firstStreamWins && !listener.isByHost();
      clash = isFirstCome ? arrived.clash(listener, 0) : siblings.clash(listener, 1);
      arrived.add(listener);
    }
    var faults = EnumSet.noneOf(Fault.class);
    faults.addAll(one.faults());
    clash.ifPresent(faults::add);
    return new Checked(listener, faults);
  }

  private Checked alone(Listener listener) {
    var faults = EnumSet.noneOf(Fault.class);
    if (listener.listening().isEmpty()) {
      faults.add(Fault.UNSUPPORTED_PROTOCOL);
      return new Checked(listener, faults);
    }
    if (!isWellFormed(listener)) {
      faults.add(Fault.INVALID);
    }
    if (RouteKinds.of(listener).invalid()) {
      faults.add(Fault.INVALID_ROUTE_KINDS);
    }
    faults.addAll(ListenerCertificates.faults(listener, estate));
    faults.addAll(ListenerCertificates.caFaults(listener, estate));
    return new Checked(listener, faults);
  }

  private static boolean isWellFormed(Listener listener) {
    var namespaces = Tree.map(listener.allowed(), "namespaces");
    boolean bySelector = Tree.text(namespaces, "from").equals("Selector");
    return (listener.isByHost() || listener.hostname().isEmpty())
        && (!bySelector || isValidSelector(namespaces))
        && isTlsWellFormed(listener);
  }

  private static boolean isValidSelector(Map<String, Object> namespaces) {
    return namespaces.containsKey("selector")
        && NamespaceSelector.of(Tree.map(namespaces, "selector")).isValid();
  }

  private static boolean isTlsWellFormed(Listener listener) {
    return switch (listener.protocol()) {
      case "HTTPS" -> !listener.tls().isEmpty() && !listener.passthrough();
      case "TLS" -> !listener.tls().isEmpty();
      default -> listener.tls().isEmpty();
    };
  }
}
