package dev.routeguard.check;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.InWords;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.Outcome.Undefined;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDelta.Type;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * R05. Requests served before get a status, a listener that refuses them or no entry at all
 * (Critical), or their own route vanishes and they fall through to a less specific one with another
 * backend (High). One finding per object, host and entry. A route that still stands and whose
 * backend died is the backend checks' business; one that another object took over is {@link
 * RouteTakenOver}.
 */
public final class RouteLost implements ChangeCheck {
  static final String NAME = "route-lost";
  private static final String IGNORE_HOSTS = "ignoreHosts";
  private static final int PATHS_NAMED = 3;

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R05",
          NAME,
          "Requests served before lose their route",
          Severity.CRITICAL,
          "Requests served before are answered by a status, refused, or fall through to a less"
              + " specific route with another backend.",
          List.of(
              ParameterSpec.hosts(
                  IGNORE_HOSTS, "Hosts that may lose routes, exact or with a wildcard label."),
              DeletionApproval.parameter()));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var ignored = HostPatterns.of(parameters.texts(IGNORE_HOSTS));
    var approval = DeletionApproval.of(parameters);
    Map<Group, List<RouteDelta>> groups =
        situation.diff().of(Type.LOST).stream()
            .filter(delta -> delta.object() != null && isLost(delta))
            .filter(delta -> !ignored.match(delta.match().host()))
            .filter(delta -> !approval.covers(delta.object(), situation))
            .filter(delta -> !EndedCanary.is(delta, situation.before().estate()))
            .collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .map(group -> Found.of(finding(situation, group.getKey(), group.getValue())))
        .toList();
  }

  private static boolean isLost(RouteDelta delta) {
    if (!delta.before().isServed() || delta.after() instanceof Undefined) {
      return false;
    }
    return !(delta.after() instanceof Forward) || fallsThrough(delta);
  }

  private static boolean fallsThrough(RouteDelta delta) {
    return delta.after() instanceof Forward forward && forward.isServed();
  }

  private static Finding finding(Situation situation, Group group, List<RouteDelta> deltas) {
    var sorted = deltas.stream().sorted(Comparator.comparing(RouteLost::path)).toList();
    var first = sorted.get(0);
    var stays = situation.after().estate().find(group.object()).isPresent();
    return new Finding(
        NAME,
        group.severity(),
        group.object(),
        subject(sorted),
        stays ? Wording.listOf(first.fieldPath()) : "",
        message(situation, group, sorted),
        remedy(situation, group, stays),
        first.witness().toString());
  }

  private static String subject(List<RouteDelta> deltas) {
    return deltas.stream()
        .map(delta -> Wording.place(delta.entry(), delta.match(), delta.witness()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String message(Situation situation, Group group, List<RouteDelta> deltas) {
    var paths = deltas.stream().collect(Collectors.groupingBy(RouteLost::path)).size();
    var named =
        deltas.stream()
            .filter(distinctPath())
            .limit(PATHS_NAMED)
            .map(delta -> lost(group, delta))
            .collect(Collectors.joining(", "));
    if (group.entry().type() == Entry.Type.LOAD_BALANCER) {
      return "load balancer %s no longer answers on %s".formatted(group.entry().name(), named);
    }
    var rest = paths > PATHS_NAMED ? " and %d more".formatted(paths - PATHS_NAMED) : "";
    return "%s loses %s%s; %d of %s on this host"
        .formatted(
            Wording.host(group.host()),
            named,
            rest,
            paths,
            InWords.count(Math.max(paths, routesOn(situation, group)), "route"));
  }

  private static Predicate<RouteDelta> distinctPath() {
    var seen = new HashSet<String>();
    return delta -> seen.add(path(delta));
  }

  private static String path(RouteDelta delta) {
    return delta.entry().type() == Entry.Type.LOAD_BALANCER
        ? "port " + delta.witness().port()
        : Wording.path(delta.match());
  }

  private static String lost(Group group, RouteDelta delta) {
    var namespace = group.object().namespace();
    var before = Wording.outcome(delta.before(), namespace);
    return fallsThrough(delta)
        ? "%s (was %s; now %s)"
            .formatted(path(delta), before, Wording.outcome(delta.after(), namespace))
        : "%s (was %s)".formatted(path(delta), before);
  }

  private static long routesOn(Situation situation, Group group) {
    return situation.before().routesOn(group.entry(), group.host()).stream()
        .map(route -> Wording.path(route.match()))
        .distinct()
        .count();
  }

  private static String remedy(Situation situation, Group group, boolean stays) {
    var noun = Wording.matchNoun(group.object());
    var kind = group.object().kind();
    if (group.entry().type() == Entry.Type.LOAD_BALANCER) {
      return "Move its traffic to another load balancer first.";
    }
    if (!stays) {
      return "Serve it from another %s first, then delete this one.".formatted(kind);
    }
    if (situation.changes(group.object())) {
      return "Keep the %s, or move it to another %s first.".formatted(noun, kind);
    }
    return "Keep what %s rests on, or serve the %s elsewhere first."
        .formatted(group.object(), noun);
  }

  private record Group(ObjectRef object, Entry entry, String host, Severity severity) {
    static Group of(RouteDelta delta) {
      return new Group(
          Optional.ofNullable(delta.object()).orElseThrow(),
          delta.entry(),
          delta.match().host().toLowerCase(Locale.ROOT),
          fallsThrough(delta) ? Severity.HIGH : Severity.CRITICAL);
    }
  }
}
