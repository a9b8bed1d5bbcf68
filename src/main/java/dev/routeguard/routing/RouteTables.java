package dev.routeguard.routing;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import java.util.Set;

/**
 * The route tables of an Estate, built as far as they are asked for: a question about one host
 * costs what that host's routes cost, not what the Estate holds. Cheap to make; not safe for
 * several threads.
 */
public final class RouteTables {
  private final Estate estate;

  private RouteTables(Estate estate) {
    this.estate = estate;
  }

  public static RouteTables of(Estate estate) {
    return new RouteTables(estate);
  }

  public Estate estate() {
    return estate;
  }

  /** Every entry of the Estate, in order. */
  public Set<Entry> entries() {
    return Set.of();
  }

  /** The entries an object's routes stand in (or that a Gateway or load-balancer Service is). */
  public Set<Entry> entriesOf(ObjectRef object) {
    return Set.of();
  }

  public Outcome answer(Entry entry, Request request) {
    return explain(entry, request).outcome();
  }

  /** Who answers, and what else was considered. */
  public Explanation explain(Entry entry, Request request) {
    throw new UnsupportedOperationException();
  }

  /** The routes written in an object, on every entry, in the order of the object. */
  public List<RoutedMatch> routesOf(ObjectRef object) {
    return List.of();
  }

  /** The routes of an entry for one host as written ({@code ""} for every host), best first. */
  public List<RoutedMatch> routesOn(Entry entry, String host) {
    return List.of();
  }

  /** The hosts, as written, that an object's routes claim ({@code ""} for every host). */
  public Set<String> hostsOf(ObjectRef object) {
    return Set.of();
  }

  /** Every host an entry's routes claim, as written. */
  public Set<String> hostsOf(Entry entry) {
    return Set.of();
  }

  /** The TLS facts of an entry that cover a host. */
  public List<TlsHost> tls(Entry entry, String host) {
    return List.of();
  }

  /** The dialect an entry is read in. */
  public String dialectOf(Entry entry) {
    return "spec";
  }

  /** Addresses the entry has published ({@code ip or name}), empty where none yet. */
  public Set<String> addressesOf(Entry entry) {
    return Set.of();
  }

  /** What could not be translated of an object. */
  public List<Untranslated> notesOn(ObjectRef object) {
    return List.of();
  }
}
