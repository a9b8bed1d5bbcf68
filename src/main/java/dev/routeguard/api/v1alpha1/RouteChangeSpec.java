package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was changed, by whom, and what the policies say about it. Written once. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.patch) || !has(self.patchOmitted) || !self.patchOmitted",
    message = "`patchOmitted` must not be true beside a `patch`")
public class RouteChangeSpec {
  @Required
  @JsonPropertyDescription("Object that was changed, with uid and resourceVersion.")
  public @Nullable ObjectReference object;

  @Required
  @JsonPropertyDescription("What the change did to it: CREATE, UPDATE or DELETE.")
  public @Nullable ChangeOperation operation;

  @JsonPropertyDescription("Who made the change.")
  public @Nullable ChangeActor actor;

  @Required
  @JsonPropertyDescription(
      "Admission where the webhook saw the change, so that the user is known; Watch where only the"
          + " result was seen.")
  public @Nullable ChangeOrigin origin;

  @Required
  @JsonPropertyDescription("When the change was asked for, or seen where it passed the webhook by.")
  public @Nullable Instant time;

  @Required
  @JsonPropertyDescription(
      "What the policies together say: Admit, Warn, Deny or RollBack. What became of it is in"
          + " status.action.")
  public @Nullable VerdictName verdict;

  @Size(max = Limits.DIGEST)
  @JsonPropertyDescription(
      "Digest of what routes traffic in the object after the change; equal where two changes lead"
          + " to the same routing.")
  public @Nullable String fingerprint;

  @Size(max = Limits.SUMMARY)
  @JsonPropertyDescription("What the change does to traffic, in one line.")
  public @Nullable String summary;

  @Size(max = Limits.FINDINGS)
  @JsonPropertyDescription("What was found, the worst first.")
  public @Nullable List<RecordedFinding> findings;

  @Min(0)
  @JsonPropertyDescription("How many findings there are, also those left out here.")
  public @Nullable Integer findingsTotal;

  @JsonPropertyDescription("What the change does to traffic; absent where it does nothing.")
  public @Nullable RecordedDiff diff;

  @JsonPropertyDescription("How much the change touches.")
  public @Nullable RecordedImpact impact;

  @Size(max = Limits.PATCH)
  @JsonPropertyDescription(
      "The change of the object as a JSON Patch (RFC 6902), without bookkeeping fields.")
  public @Nullable String patch;

  @JsonPropertyDescription("True where the patch is longer than 64 KiB and was left out.")
  public @Nullable Boolean patchOmitted;

  @Size(max = Limits.NAME)
  @JsonPropertyDescription(
      "RouteRevision that was the last good state before the change, in the same namespace.")
  public @Nullable String revisionBefore;

  @Size(max = Limits.POLICIES)
  @JsonPropertyDescription("Policies that judged the change, with their generations.")
  public @Nullable List<PolicyReference> policies;

  @Size(max = Limits.NAME)
  @JsonPropertyDescription("RouteChangeSet that the change is a member of, with its namespace.")
  public @Nullable String changeSet;

  @Size(max = Limits.ATTESTATIONS)
  @JsonPropertyDescription(
      "RouteApprovals that stood for the change, with their namespaces and who gave them.")
  public @Nullable List<@Size(max = Limits.PHRASE) String> attestations;

  @Size(max = Limits.CHECKLIST)
  @JsonPropertyDescription(
      "Markdown: what the change touches, what to test after it, and how to put it back.")
  public @Nullable String checklist;
}
