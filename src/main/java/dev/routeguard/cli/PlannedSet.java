package dev.routeguard.cli;

import dev.routeguard.api.v1alpha1.ChangeSetMember;
import dev.routeguard.api.v1alpha1.ProposedOperation;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.api.v1alpha1.RouteChangeSetSpec;
import dev.routeguard.attestation.AttestationSource;
import dev.routeguard.attestation.ChangeSet;
import dev.routeguard.attestation.Proposal;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Planned changes as a RouteChangeSet.
 *
 * @param allowedDeletions objects that are to go although they serve
 * @param appliedBy null where whoever submits it makes the changes
 */
record PlannedSet(
    List<Change> changes,
    Set<ObjectRef> allowedDeletions,
    Actor submitter,
    Instant expiresAt,
    @Nullable String appliedBy,
    @Nullable String reason) {
  private static final List<String> NOT_CONTENT = List.of("status");
  private static final List<String> NOT_METADATA =
      List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp");

  /** Whether it has a member: contents of Secrets and ConfigMaps are never written down. */
  boolean isEmpty() {
    return changes.stream().noneMatch(PlannedSet::isShown);
  }

  private static boolean isShown(Change change) {
    return !Kind.CONFIDENTIAL.contains(change.ref().kind());
  }

  /** As the operator will read it. */
  ChangeSet asSet(String namespace) {
    return AttestationSource.read(resource(namespace));
  }

  RouteChangeSet resource(String namespace) {
    var spec = new RouteChangeSetSpec();
    spec.submittedBy = Whoami.person(submitter);
    spec.appliedBy = appliedBy;
    spec.reason = reason;
    spec.expiresAt = expiresAt;
    spec.members = changes.stream().filter(PlannedSet::isShown).map(this::member).toList();
    var set = new RouteChangeSet();
    set.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withGenerateName("plan-").build());
    set.setSpec(spec);
    return set;
  }

  private ChangeSetMember member(Change change) {
    var proposal = Proposal.of(change);
    var member = new ChangeSetMember();
    member.object = ApprovalCommand.reference(change.ref());
    member.operation = proposal.deletes() ? ProposedOperation.DELETE : ProposedOperation.APPLY;
    member.fingerprint = proposal.fingerprint();
    member.allowDelete = allowedDeletions.contains(change.ref()) ? true : null;
    member.content = change.after() == null ? null : content(change.after().document());
    return member;
  }

  private static Map<String, Object> content(Map<String, Object> document) {
    var content = new LinkedHashMap<>(document);
    content.keySet().removeAll(NOT_CONTENT);
    if (document.get("metadata") instanceof Map<?, ?> metadata) {
      var kept = new LinkedHashMap<Object, Object>(metadata);
      kept.keySet().removeAll(NOT_METADATA);
      content.put("metadata", kept);
    }
    return content;
  }
}
