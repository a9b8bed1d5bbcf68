package dev.routeguard.review;

import dev.routeguard.attestation.Approval;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.attestation.ChangeSet;
import dev.routeguard.attestation.Proposal;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Note;
import dev.routeguard.check.Severity;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.Requirements;
import dev.routeguard.routing.InWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what a policy wants people to have said of a change with what they have said. Ticket and
 * checklist are the author's word; approvals are that of others (four eyes): whoever makes the
 * change, submitted its set or asked for the approval can't approve it.
 */
final class RequirementsHearing {
  static final String CHECK = "attestation-missing";

  private final Requirements requirements;
  private final Change change;
  private final Proposal proposal;
  private final String namespace;
  private final List<Approval> said;
  private final Set<String> authors = new HashSet<>();

  private RequirementsHearing(Requirements requirements, Change change, Attestations attestations) {
    this.requirements = requirements;
    this.change = change;
    this.proposal = Proposal.of(change);
    this.namespace = attestations.namespaceFor(change.ref());
    this.said = attestations.of(change);
    authors.add(change.actor().user());
    attestations.setOf(change).map(ChangeSet::submitter).ifPresent(authors::add);
    said.stream().filter(word -> !word.approves()).map(Approval::user).forEach(authors::add);
  }

  /** What has not been said; nothing where the change leaves all routing content as it is. */
  static List<Finding> missing(
      Requirements requirements, Change change, Attestations attestations) {
    var before = change.before();
    var after = change.after();
    if (before != null && after != null && Fingerprint.same(before, after)) {
      return List.of();
    }
    return new RequirementsHearing(requirements, change, attestations).missing();
  }

  /** That nothing is known here of what people have said, as with files. */
  static Note notKnown(ObjectRef object) {
    return new Note(
        CHECK,
        object,
        "",
        "approvals are given in the cluster; whether there are any is not known");
  }

  private List<Finding> missing() {
    var findings = new ArrayList<Finding>();
    var approvers = approvers();
    if (approvers.size() < requirements.approvals()) {
      findings.add(
          finding(
              "approvals",
              "this change needs %s%s, and has %s"
                  .formatted(
                      InWords.count(requirements.approvals(), "approval"),
                      requirements.group().isEmpty() ? "" : " from group " + requirements.group(),
                      approvers.isEmpty() ? "none" : "that of " + String.join(", ", approvers)),
              "Ask for it:\n    %s\n  and somebody else approves:\n    %s"
                  .formatted(command("request", authorsPart()), command("grant", ""))));
    }
    var own = said.stream().filter(word -> authors.contains(word.user())).toList();
    if (own.stream().noneMatch(word -> requirements.acceptsTicket(word.ticket()))
        && requirements.ticket() != null) {
      findings.add(
          finding(
              "ticket",
              "this change needs a ticket like %s".formatted(requirements.ticket()),
              "Name it:\n    " + command("request", authorsPart())));
    }
    addUnacknowledged(own, findings);
    return findings;
  }

  private void addUnacknowledged(List<Approval> own, List<Finding> findings) {
    var acknowledged =
        own.stream().flatMap(word -> word.checklist().stream()).collect(Collectors.toSet());
    var open =
        requirements.checklist().stream().filter(item -> !acknowledged.contains(item)).toList();
    if (!open.isEmpty()) {
      findings.add(
          finding(
              "checklist",
              "of the checklist %s not acknowledged: %s"
                  .formatted(
                      open.size() == 1 ? "one item is" : open.size() + " items are",
                      String.join("; ", open)),
              "Acknowledge what is done:\n    " + command("request", authorsPart())));
    }
  }

  private Set<String> approvers() {
    return said.stream()
        .filter(Approval::approves)
        .filter(word -> !authors.contains(word.user()))
        .filter(
            word -> requirements.group().isEmpty() || word.groups().contains(requirements.group()))
        .map(Approval::user)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  private String authorsPart() {
    var words = new StringBuilder();
    if (requirements.ticket() != null) {
      words.append(" --ticket TICKET");
    }
    requirements
        .checklist()
        .forEach(item -> words.append(" --done '").append(item.replace("'", "'\\''")).append("'"));
    return words.toString();
  }

  private String command(String verb, String more) {
    return "kubectl routeguard approval %s %s/%s -n %s%s --fingerprint %s%s"
        .formatted(
            verb,
            proposal.object().kind().kindName().toLowerCase(Locale.ROOT),
            proposal.object().name(),
            namespace,
            proposal.deletes() ? " --delete" : "",
            proposal.fingerprint(),
            more);
  }

  private Finding finding(String subject, String message, String remedy) {
    return new Finding(CHECK, Severity.HIGH, change.ref(), subject, "", message, remedy, "");
  }
}
