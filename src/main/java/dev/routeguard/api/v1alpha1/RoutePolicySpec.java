package dev.routeguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to watch for, and what to do about it: the spec of both kinds of policies. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "has(self.requires) || (has(self.checks) && self.checks.size() > 0)"
            + " || (has(self.validations) && self.validations.size() > 0)",
    message = "a policy must have at least one check in `checks` or `validations`, or `requires`")
public class RoutePolicySpec {
  @Default("Audit")
  @JsonPropertyDescription(
      "What to do with what is found; each mode does what the one before does and more. Audit"
          + " records and reports, Warn warns the person who makes the change, Deny denies it,"
          + " Rollback denies it and puts the last good state back where it landed all the same.")
  public @Nullable Mode mode;

  @JsonPropertyDescription(
      "Replaces the severity of every finding of this policy. In Deny and Rollback mode Critical"
          + " and High deny, Medium warns and Low is only reported. Where absent, built-in checks"
          + " keep their own and expressions are High.")
  public @Nullable FindingSeverity severity;

  @Size(max = 128)
  @JsonPropertyDescription("The policy in a few words, for tables.")
  public @Nullable String title;

  @Size(max = 4096)
  @JsonPropertyDescription("What the policy is for, and why it exists.")
  public @Nullable String description;

  @Size(max = Limits.MESSAGE)
  @JsonPropertyDescription(
      "How to fix what the expressions of this policy find, told to the person who makes the"
          + " change. Built-in checks bring their own.")
  public @Nullable String remedy;

  @Size(max = Limits.URL)
  @Pattern("^https?://.+$")
  @JsonPropertyDescription("Where to read more; shown with every finding.")
  public @Nullable String docsUrl;

  @JsonPropertyDescription(
      "What is governed. Every part that is set must hold; everything where absent.")
  public @Nullable PolicyMatch match;

  @Size(max = 64)
  @JsonPropertyDescription(
      "What is checked; names must differ. May be left out where `requires` stands.")
  public List<PolicyCheck> checks = List.of();

  @Size(max = 64)
  @JsonPropertyDescription(
      "Checks as a ValidatingAdmissionPolicy writes them: expression, message, messageExpression."
          + " Findings call them validation-1, validation-2 and so on.")
  public @Nullable List<PolicyValidation> validations;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Names for expressions, as in a ValidatingAdmissionPolicy: other expressions read them as"
          + " variables.NAME, and later ones may read earlier ones. Evaluated when first read.")
  public @Nullable List<NamedCelExpression> variables;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Expressions that must all be true of a change, or the policy has nothing to say about it."
          + " Other than in a ValidatingAdmissionPolicy they may read variables.NAME.")
  public @Nullable List<NamedCelExpression> matchConditions;

  @JsonPropertyDescription("What `params` stands for in expressions; null where absent.")
  public @Nullable PolicyParameters params;

  @Size(max = 16)
  @JsonPropertyDescription("Times in which the policy is stricter, such as a freeze.")
  public @Nullable List<ScheduledWindow> schedule;

  @Size(max = 64)
  @JsonPropertyDescription(
      "Objects of which the policy asks less for a time. Each use is recorded.")
  public @Nullable List<ExceptedObject> exceptions;

  @JsonPropertyDescription(
      "What people must have said of a change of what is governed before it may go through, in a"
          + " RouteApproval: approvals of others, a ticket, a checklist.")
  public @Nullable PolicyRequirements requires;

  @Default("Ignore")
  @JsonPropertyDescription(
      "What an error of a check or expression means, such as a field that is not there. Ignore"
          + " warns in every mode but Audit; Fail is as grave as a finding: it denies in Deny and"
          + " Rollback mode. Either way the error is recorded, it never counts as passed.")
  public @Nullable FailurePolicy failurePolicy;
}
