package dev.routeguard.policy;

import dev.routeguard.api.v1alpha1.ClusterRoutePolicy;
import dev.routeguard.api.v1alpha1.ExceptedObject;
import dev.routeguard.api.v1alpha1.ExcludedActors;
import dev.routeguard.api.v1alpha1.NamedCelExpression;
import dev.routeguard.api.v1alpha1.PolicyCheck;
import dev.routeguard.api.v1alpha1.PolicyMatch;
import dev.routeguard.api.v1alpha1.PolicyParameters;
import dev.routeguard.api.v1alpha1.PolicyRequirements;
import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.api.v1alpha1.RoutePolicySpec;
import dev.routeguard.api.v1alpha1.ScheduledWindow;
import dev.routeguard.api.v1alpha1.Selector;
import dev.routeguard.api.v1alpha1.SelectorRequirement;
import dev.routeguard.estate.Documents;
import dev.routeguard.policy.PolicyDefinition.Cel;
import dev.routeguard.policy.PolicyDefinition.CheckEntry;
import dev.routeguard.policy.PolicyDefinition.Named;
import dev.routeguard.policy.PolicyDefinition.Validation;
import dev.routeguard.policy.PolicyDefinition.Window;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the custom resources: nothing mutable and nothing null goes on from here. */
public final class PolicySource {
  private PolicySource() {}

  public static PolicyDefinition read(ClusterRoutePolicy policy) {
    var metadata = policy.getMetadata();
    return read(PolicyId.cluster(metadata.getName(), generation(metadata)), policy.getSpec());
  }

  public static PolicyDefinition read(RoutePolicy policy) {
    var metadata = policy.getMetadata();
    var id =
        PolicyId.namespaced(
            Objects.requireNonNullElse(metadata.getNamespace(), "default"),
            metadata.getName(),
            generation(metadata));
    return read(id, policy.getSpec());
  }

  /** A spec under the name of its policy. */
  public static PolicyDefinition read(PolicyId id, @Nullable RoutePolicySpec written) {
    var spec = written == null ? new RoutePolicySpec() : written;
    return new PolicyDefinition(
        id,
        text(spec.mode),
        text(spec.severity),
        text(spec.failurePolicy),
        text(spec.title),
        text(spec.remedy),
        text(spec.docsUrl),
        match(spec.match),
        list(spec.checks).stream().map(PolicySource::check).toList(),
        requires(spec.requires),
        cel(spec),
        list(spec.schedule).stream().map(PolicySource::window).toList(),
        list(spec.exceptions).stream().map(PolicySource::exception).toList());
  }

  private static Cel cel(RoutePolicySpec spec) {
    var params = Objects.requireNonNullElseGet(spec.params, PolicyParameters::new);
    var configMap = params.configMap;
    return new Cel(
        list(spec.variables).stream().map(PolicySource::named).toList(),
        list(spec.matchConditions).stream().map(PolicySource::named).toList(),
        list(spec.validations).stream()
            .map(
                one ->
                    new Validation(one.expression, text(one.message), text(one.messageExpression)))
            .toList(),
        params.inline == null ? null : Documents.plain(params.inline),
        configMap == null ? "" : configMap.name,
        configMap == null ? "" : text(configMap.namespace));
  }

  private static Named named(NamedCelExpression written) {
    return new Named(written.name, written.expression);
  }

  private static Window window(ScheduledWindow window) {
    var times = new HashMap<String, Object>();
    putIfWritten(times, "cron", window.cron);
    putIfWritten(times, "duration", window.duration);
    putIfWritten(times, "zone", window.zone);
    putIfWritten(times, "from", window.from);
    putIfWritten(times, "until", window.until);
    putIfWritten(times, "reason", window.reason);
    var except = Objects.requireNonNullElseGet(window.except, ExcludedActors::new);
    return new Window(times, text(window.mode), texts(except.users), texts(except.groups));
  }

  private static void putIfWritten(Map<String, Object> times, String key, @Nullable Object value) {
    if (value != null) {
      times.put(key, value.toString());
    }
  }

  private static PolicyDefinition.ExceptedObject exception(ExceptedObject written) {
    return new PolicyDefinition.ExceptedObject(
        text(written.kind),
        text(written.namespace),
        written.name,
        texts(written.only),
        text(written.mode),
        text(written.reason),
        text(written.expiresAt));
  }

  private static PolicyDefinition.Requires requires(@Nullable PolicyRequirements requires) {
    if (requires == null) {
      return PolicyDefinition.Requires.NOTHING;
    }
    var approvals = requires.approvals;
    return new PolicyDefinition.Requires(
        approvals == null ? 0 : Objects.requireNonNullElse(approvals.count, 1),
        approvals == null ? "" : text(approvals.group),
        text(requires.ticket),
        texts(requires.checklist));
  }

  private static long generation(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getGeneration(), 0L);
  }

  private static PolicyDefinition.Match match(@Nullable PolicyMatch match) {
    if (match == null) {
      return PolicyDefinition.Match.EVERYTHING;
    }
    var meant = Objects.requireNonNullElseGet(match.actors, ExcludedActors::new);
    var except = Objects.requireNonNullElseGet(match.excludeActors, ExcludedActors::new);
    return new PolicyDefinition.Match(
        texts(match.kinds),
        texts(match.namespaces),
        selector(match.namespaceSelector),
        selector(match.objectSelector),
        texts(match.hosts),
        texts(match.classes),
        texts(match.operations),
        texts(meant.users),
        texts(meant.groups),
        texts(except.users),
        texts(except.groups));
  }

  private static LabelSelector selector(@Nullable Selector selector) {
    if (selector == null) {
      return LabelSelector.EVERYTHING;
    }
    return new LabelSelector(
        selector.matchLabels == null ? Map.of() : selector.matchLabels,
        list(selector.matchExpressions).stream().map(PolicySource::requirement).toList());
  }

  private static LabelSelector.Requirement requirement(SelectorRequirement requirement) {
    var operator =
        Arrays.stream(LabelSelector.Operator.values())
            .filter(known -> known.toString().equals(text(requirement.operator)))
            .findFirst()
            // The schema requires one; a file without stands for the strictest reading.
            .orElse(LabelSelector.Operator.IN);
    return new LabelSelector.Requirement(
        requirement.key, operator, new HashSet<>(texts(requirement.values)));
  }

  private static CheckEntry check(PolicyCheck check) {
    return new CheckEntry(
        check.name,
        check.parameters == null ? Map.of() : check.parameters,
        text(check.expression),
        text(check.fieldPath),
        text(check.message),
        text(check.messageExpression));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static List<String> texts(@Nullable List<?> list) {
    return list(list).stream().map(String::valueOf).toList();
  }
}
