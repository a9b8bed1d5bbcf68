package dev.routeguard.attestation;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All approvals and change sets at one moment. Immutable: whoever holds one judges by one state,
 * and a new one takes its place as a whole.
 */
public final class Attestations {
  private static final Attestations NONE = new Attestations("", Map.of(), Map.of());

  private final String home;
  private final Map<String, Approval> approvals;
  private final Map<String, ChangeSet> sets;
  private final Map<ObjectRef, List<Approval>> approvalsByObject = new HashMap<>();
  private final Map<ObjectRef, List<ChangeSet>> setsByObject = new HashMap<>();

  private Attestations(String home, Map<String, Approval> approvals, Map<String, ChangeSet> sets) {
    this.home = home;
    this.approvals = approvals;
    this.sets = sets;
    approvals.values().stream()
        .filter(approval -> approval.namespace().equals(namespaceFor(approval.proposal().object())))
        .forEach(
            approval ->
                approvalsByObject
                    .computeIfAbsent(approval.proposal().object(), any -> new ArrayList<>())
                    .add(approval));
    sets.values()
        .forEach(
            set ->
                set.members()
                    .forEach(
                        member ->
                            setsByObject
                                .computeIfAbsent(
                                    member.proposal().object(), any -> new ArrayList<>())
                                .add(set)));
  }

  /** Nobody has said anything. */
  public static Attestations none() {
    return NONE;
  }

  /**
   * Nothing yet.
   *
   * @param home the operator's namespace, where approvals of changes of cluster-scoped objects are
   */
  public static Attestations in(String home) {
    return new Attestations(home, Map.of(), Map.of());
  }

  /** With the approval added, or put in the place of one of that name. */
  public Attestations with(Approval approval) {
    var next = new TreeMap<>(approvals);
    next.put(approval.key(), approval);
    return new Attestations(home, next, sets);
  }

  /** With the set added, or put in the place of one of that name. */
  public Attestations with(ChangeSet set) {
    var next = new TreeMap<>(sets);
    next.put(set.qualifiedName(), set);
    return new Attestations(home, approvals, next);
  }

  public Attestations withoutApproval(String namespace, String name) {
    var next = new TreeMap<>(approvals);
    next.remove(namespace + "/" + name);
    return new Attestations(home, next, sets);
  }

  public Attestations withoutSet(String namespace, String name) {
    var next = new TreeMap<>(sets);
    next.remove(namespace + "/" + name);
    return new Attestations(home, approvals, next);
  }

  /** False where nobody could have said anything, as with files. */
  public boolean isKnown() {
    return !home.isEmpty();
  }

  /** Where approvals of changes of an object are to be given. */
  public String namespaceFor(ObjectRef object) {
    return object.namespace().isEmpty() ? home : object.namespace();
  }

  /** What people say of a change, by name; what has expired by then is left out. */
  public List<Approval> of(Change change) {
    var candidates = approvalsByObject.getOrDefault(change.ref(), List.of());
    if (candidates.isEmpty()) {
      return List.of();
    }
    var proposal = Proposal.of(change);
    return candidates.stream()
        .filter(approval -> approval.proposal().equals(proposal))
        .filter(approval -> isInTime(approval.expiresAt(), change))
        .toList();
  }

  /**
   * Of a change that has landed nobody knows when it was asked for: the operator may have been down
   * for long. What was said of it counts, or an approved change would be put back.
   */
  static boolean isInTime(Instant expiresAt, Change change) {
    return change.origin() == Origin.WATCH || change.at().isBefore(expiresAt);
  }

  /** The set that a change is a member of; of several the one that lasts longest. */
  public Optional<ChangeSet> setOf(Change change) {
    return setsByObject.getOrDefault(change.ref(), List.of()).stream()
        .filter(set -> set.admits(change))
        .max(Comparator.comparing(ChangeSet::expiresAt).thenComparing(ChangeSet::qualifiedName));
  }

  /** What a change is judged with: itself, and what else of its set is still to come. */
  public List<Change> whole(Change change, Estate estate) {
    return setOf(change).map(set -> set.with(change, estate)).orElseGet(() -> List.of(change));
  }

  /** Which deletions among changes are meant: by an approval of somebody else, or by their set. */
  public Set<ObjectRef> meantDeletions(List<Change> changes) {
    var meant = new HashSet<ObjectRef>();
    for (var change : changes) {
      if (change.after() == null && isApproved(change)) {
        meant.add(change.ref());
      }
      setOf(change).map(ChangeSet::allowedDeletions).ifPresent(meant::addAll);
    }
    return meant;
  }

  private boolean isApproved(Change change) {
    return of(change).stream()
        .anyMatch(
            approval -> approval.approves() && !approval.user().equals(change.actor().user()));
  }
}
