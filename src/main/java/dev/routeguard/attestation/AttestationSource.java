package dev.routeguard.attestation;

import dev.routeguard.api.v1alpha1.AttestationDecision;
import dev.routeguard.api.v1alpha1.ChangeSetMember;
import dev.routeguard.api.v1alpha1.ObjectReference;
import dev.routeguard.api.v1alpha1.Person;
import dev.routeguard.api.v1alpha1.ProposedOperation;
import dev.routeguard.api.v1alpha1.RouteApproval;
import dev.routeguard.api.v1alpha1.RouteChangeSet;
import dev.routeguard.attestation.ChangeSet.Member;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the custom resources: nothing mutable and nothing null goes on from here. */
public final class AttestationSource {
  private AttestationSource() {}

  /**
   * @throws IllegalArgumentException with what is wrong and where, where it says nothing usable
   */
  public static Approval read(RouteApproval resource) {
    var spec = resource.getSpec();
    if (spec == null) {
      throw new IllegalArgumentException("spec is missing");
    }
    var by = required(spec.by, "spec.by");
    return new Approval(
        text(resource.getMetadata().getNamespace()),
        text(resource.getMetadata().getName()),
        proposal(spec.object, "spec.object", spec.operation, spec.fingerprint),
        spec.decision == AttestationDecision.APPROVED,
        by.user,
        list(by.groups),
        text(spec.ticket),
        list(spec.checklist),
        required(spec.expiresAt, "spec.expiresAt"));
  }

  /**
   * @throws IllegalArgumentException with what is wrong and where, where it says nothing usable
   */
  public static ChangeSet read(RouteChangeSet resource) {
    var spec = resource.getSpec();
    if (spec == null) {
      throw new IllegalArgumentException("spec is missing");
    }
    Person submitter = required(spec.submittedBy, "spec.submittedBy");
    var seen = new HashSet<ObjectRef>();
    var members = new java.util.ArrayList<Member>();
    for (int i = 0; i < spec.members.size(); i++) {
      var field = "spec.members[%d]".formatted(i);
      var member = member(spec.members.get(i), field);
      if (!seen.add(member.proposal().object())) {
        throw new IllegalArgumentException(
            "%s: %s stands there twice".formatted(field, member.proposal().object()));
      }
      members.add(member);
    }
    return new ChangeSet(
        text(resource.getMetadata().getNamespace()),
        text(resource.getMetadata().getName()),
        submitter.user,
        text(spec.appliedBy),
        required(spec.expiresAt, "spec.expiresAt"),
        members);
  }

  private static Member member(ChangeSetMember member, String field) {
    var proposal = proposal(member.object, field + ".object", member.operation, member.fingerprint);
    if (proposal.deletes()) {
      return new Member(proposal, null, Boolean.TRUE.equals(member.allowDelete));
    }
    var after = content(member.content, field + ".content");
    if (!Proposal.contentOf(after).equals(proposal)) {
      throw new IllegalArgumentException(
          "%s: object or fingerprint is not that of the content".formatted(field));
    }
    return new Member(proposal, after, false);
  }

  private static KubernetesObject content(@Nullable Map<String, Object> content, String field) {
    try {
      return Documents.read(required(content, field), Instant.EPOCH)
          .orElseThrow(() -> new IllegalArgumentException("is of no kind that routes traffic"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  private static Proposal proposal(
      @Nullable ObjectReference reference,
      String field,
      @Nullable ProposedOperation operation,
      String fingerprint) {
    return new Proposal(
        ref(required(reference, field), field),
        required(operation, field) == ProposedOperation.DELETE,
        fingerprint);
  }

  private static ObjectRef ref(ObjectReference reference, String field) {
    var kind =
        Arrays.stream(Kind.values())
            .filter(one -> one.kindName().equals(reference.kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s.kind: %s does not route traffic".formatted(field, reference.kind)));
    return new ObjectRef(kind, kind.namespaced() ? text(reference.namespace) : "", reference.name);
  }

  private static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static List<String> list(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
