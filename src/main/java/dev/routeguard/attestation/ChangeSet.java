package dev.routeguard.attestation;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes that belong together, from a RouteChangeSet.
 *
 * @param submitter user who submitted it, as admission has verified
 * @param applier user who makes the changes; the submitter where empty
 * @param expiresAt from when on no change is a member any more
 */
public record ChangeSet(
    String namespace,
    String name,
    String submitter,
    String applier,
    Instant expiresAt,
    List<Member> members) {
  public ChangeSet {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(submitter, "submitter");
    Objects.requireNonNull(applier, "applier");
    Objects.requireNonNull(expiresAt, "expiresAt");
    members = List.copyOf(members);
  }

  /**
   * One object of a set.
   *
   * @param after null where the object goes
   * @param allowsDelete whether the object is to go although it serves
   */
  public record Member(Proposal proposal, @Nullable KubernetesObject after, boolean allowsDelete) {
    public Member {
      Objects.requireNonNull(proposal, "proposal");
      if ((after == null) != proposal.deletes()) {
        throw new IllegalArgumentException(proposal + " with after=" + after);
      }
    }

    /** Whether the object stands as this member leaves it. */
    public boolean hasLanded(Estate estate) {
      var now = estate.find(proposal.object());
      return after == null
          ? now.isEmpty()
          : now.filter(object -> Fingerprint.same(object, after)).isPresent();
    }

    Optional<Change> change(Estate estate, Actor actor, Origin origin, Instant at) {
      var before = estate.find(proposal.object()).orElse(null);
      return before == null && after == null
          ? Optional.empty()
          : Optional.of(Change.between(before, after, actor, origin, at));
    }
  }

  /** Namespace and name. */
  public String qualifiedName() {
    return namespace + "/" + name;
  }

  /** Whether a change is one of the members, made in time by whom the set names. */
  boolean admits(Change change) {
    var user = change.actor().user();
    var expected = applier.isEmpty() ? submitter : applier;
    return Attestations.isInTime(expiresAt, change)
        && (user.isEmpty() || user.equals(expected))
        && members.stream().anyMatch(member -> member.proposal().equals(Proposal.of(change)));
  }

  /** What of the set is still to come, as changes of an estate. */
  public List<Change> outstanding(Estate estate, Actor actor, Origin origin, Instant at) {
    return members.stream()
        .filter(member -> !member.hasLanded(estate))
        .flatMap(member -> member.change(estate, actor, origin, at).stream())
        .toList();
  }

  /** One of the members together with all others that are still to come. */
  List<Change> with(Change member, Estate estate) {
    var whole = new ArrayList<Change>();
    whole.add(member);
    outstanding(estate, member.actor(), member.origin(), member.at()).stream()
        .filter(other -> !other.ref().equals(member.ref()))
        .forEach(whole::add);
    return List.copyOf(whole);
  }

  /** The objects that are to go although they serve. */
  List<ObjectRef> allowedDeletions() {
    return members.stream()
        .filter(Member::allowsDelete)
        .map(member -> member.proposal().object())
        .toList();
  }
}
