package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Pods;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * C04. A Service edit changes where a port leads, or what it is called, while those behind it or
 * before it still use the old one. Adding a port beside the old one is fine.
 */
public final class TargetPortChanged implements ChangeCheck {
  static final String NAME = "target-port-changed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C04",
          NAME,
          "Target port or port name change breaks users",
          Severity.HIGH,
          "A Service edit changes a target port or a port name while Pods, EndpointSlices kept by"
              + " hand or routes still use the old one.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.SERVICE)
        .filter(change -> change.before() != null && change.after() != null)
        .filter(change -> isServed(situation.before().estate(), change.ref()))
        .map(
            change ->
                new Edit(
                    situation,
                    Objects.requireNonNull(change.before()),
                    Objects.requireNonNull(change.after())))
        .flatMap(edit -> edit.find().stream())
        .map(found -> ServiceEndpoints.shown(found, situation.before(), found.finding().object()))
        .toList();
  }

  private static boolean isServed(Estate estate, ObjectRef service) {
    return ServiceEndpoints.isRouted(estate, service)
        && ServiceEndpoints.ready(estate, service) > 0;
  }

  /** A Service before and after. */
  private record Edit(Situation situation, KubernetesObject before, KubernetesObject after) {

    List<Found> find() {
      var found = new ArrayList<Found>();
      for (var port : Tree.maps(before.map("spec"), "ports")) {
        TargetPort.same(after, port)
            .ifPresent(
                now -> {
                  target(port, now).ifPresent(found::add);
                  name(port, now).ifPresent(found::add);
                });
      }
      return found;
    }

    private boolean isKeptByHand() {
      return after.map("spec", "selector").isEmpty();
    }

    private Optional<Found> target(Map<String, Object> port, Map<String, Object> changed) {
      var old = TargetPort.of(port);
      var now = TargetPort.of(changed);
      return old.equals(now) || isKeptByHand() || !isStillUsed(port, old, now)
          ? Optional.empty()
          : Optional.of(
              found(
                  port,
                  "target of port %d".formatted(Tree.number(port, "port", 0)),
                  "port %d of %s leads to target port %s instead of %s, which its Pods still use"
                      .formatted(Tree.number(port, "port", 0), before.ref(), now, old),
                  "Let the Pods listen on both, or add the new port beside the old one."));
    }

    private boolean isStillUsed(Map<String, Object> port, TargetPort old, TargetPort now) {
      var estate = situation.before().estate();
      if (estate.isUnknown(Kind.POD)) {
        var numbers =
            TargetPort.numbersInUse(
                situation.after().estate(), before.ref(), Tree.text(port, "name"));
        return now.isNumber() && !numbers.isEmpty() && !numbers.contains(now.number());
      }
      return situation
          .after()
          .estate()
          .podsSelected(before.ref().namespace(), after.map("spec", "selector"))
          .stream()
          .filter(Pods::isReady)
          .anyMatch(pod -> old.isOfferedBy(pod) && !now.isOfferedBy(pod));
    }

    private Optional<Found> name(Map<String, Object> port, Map<String, Object> changed) {
      var old = Tree.text(port, "name");
      var now = Tree.text(changed, "name");
      if (old.equals(now)) {
        return Optional.empty();
      }
      var users = users(old);
      return users.isEmpty()
          ? Optional.empty()
          : Optional.of(
              found(
                  port,
                  "name of port %d".formatted(Tree.number(port, "port", 0)),
                  "port %d of %s is no longer called \"%s\" but \"%s\", and %s still %s the old name"
                      .formatted(
                          Tree.number(port, "port", 0),
                          before.ref(),
                          old,
                          now,
                          users.stream().limit(3).collect(Collectors.joining(", ")),
                          users.size() == 1 ? "uses" : "use"),
                  "Keep the old name, or add a port with the new one until all have moved."));
    }

    private List<String> users(String name) {
      var ref = before.ref();
      var after = situation.after().estate();
      var users = new ArrayList<String>();
      after.routesNaming(ref.namespace(), ref.name()).stream()
          .filter(route -> route.kind() == Kind.INGRESS)
          .sorted()
          .flatMap(route -> after.find(route).stream())
          .filter(ingress -> Ingresses.rules(ingress).stream().anyMatch(rule -> names(rule, name)))
          .forEach(ingress -> users.add(ingress.ref().toString()));
      if (isKeptByHand()) {
        after.slicesOf(ref.namespace(), ref.name()).stream()
            .filter(slice -> hasPort(slice, name))
            .forEach(slice -> users.add(slice.ref().toString()));
      }
      return users;
    }

    private boolean names(IngressRule rule, String name) {
      return !name.isEmpty()
          && rule.backend().service().equals(before.ref().name())
          && rule.backend().port().equals(name);
    }

    private static boolean hasPort(KubernetesObject slice, String name) {
      return Tree.maps(slice.document(), "ports").stream()
          .anyMatch(port -> Tree.text(port, "name").equals(name));
    }

    private Found found(Map<String, Object> port, String subject, String message, String remedy) {
      var index = Tree.maps(before.map("spec"), "ports").indexOf(port);
      return Found.at(
          DESCRIPTION, before.ref(), subject, "spec.ports[%d]".formatted(index), message, remedy);
    }
  }
}
