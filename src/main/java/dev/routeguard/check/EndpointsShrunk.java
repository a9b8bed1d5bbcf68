package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Pods;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.InWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * C03. An edit takes the endpoints away from a Service that requests come to: a selector that
 * matches fewer Pods (Reddit, March 2023), a target port no Pod offers, a type without endpoints,
 * or slices kept by hand that lose endpoints. At admission the EndpointSlices still show what was,
 * so the Pods are asked; what the EndpointSlice controller writes later is a fact.
 */
public final class EndpointsShrunk implements ChangeCheck {
  static final String NAME = "endpoints-shrunk";
  private static final String MAX_LOSS = "maxEndpointLoss";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C03",
          NAME,
          "Edit empties or shrinks a routed backend",
          Severity.CRITICAL,
          "A routed Service comes to select fewer ready Pods by more than maxEndpointLoss, to a"
              + " target port that none offers, or to type ExternalName, or EndpointSlices kept by"
              + " hand lose that much; where Pods are not known, any new selector.",
          List.of(
              ParameterSpec.share(
                  MAX_LOSS, 0.34, "Largest part of the ready endpoints that may go at once.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var least = 1 - parameters.decimal(MAX_LOSS);
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      if (change.ref().kind() == Kind.SERVICE
          && change.before() != null
          && change.after() != null
          && ServiceEndpoints.isRouted(situation.before().estate(), change.ref())) {
        new Edit(situation, change.before(), change.after(), least)
            .find()
            .forEach(
                one -> found.add(ServiceEndpoints.shown(one, situation.before(), change.ref())));
      }
    }
    slices(situation)
        .forEach(
            service ->
                ofSlices(situation, service, least)
                    .forEach(
                        one ->
                            found.add(ServiceEndpoints.shown(one, situation.before(), service))));
    return found;
  }

  @Override
  public List<Note> notes(Situation situation, Parameters parameters) {
    return situation.changes().stream()
        .filter(change -> change.before() != null && change.after() != null)
        .filter(change -> change.ref().kind() == Kind.SERVICE)
        .map(
            change ->
                new Edit(
                    situation,
                    Objects.requireNonNull(change.before()),
                    Objects.requireNonNull(change.after()),
                    0))
        .filter(Edit::isOpen)
        .map(
            edit ->
                new Note(
                    NAME,
                    edit.after().ref(),
                    "spec.selector",
                    "neither Pods nor EndpointSlices are known, so nobody can tell what the new selector matches"))
        .toList();
  }

  /** A Service before and after. */
  private record Edit(
      Situation situation, KubernetesObject before, KubernetesObject after, double least) {

    List<Found> find() {
      int ready = ServiceEndpoints.ready(estate(), before.ref());
      if (becomesExternalName()) {
        return ready == 0 ? List.of() : List.of(externalName(ready));
      }
      var selected = selector(ready);
      return selected.isEmpty() ? targetPorts() : selected;
    }

    private Estate estate() {
      return situation.before().estate();
    }

    private Map<String, Object> selectorBefore() {
      return before.map("spec", "selector");
    }

    private Map<String, Object> selectorAfter() {
      return after.map("spec", "selector");
    }

    private boolean isReselected() {
      return !selectorBefore().isEmpty() && !selectorBefore().equals(selectorAfter());
    }

    boolean isOpen() {
      return isReselected()
          && estate().isUnknown(Kind.POD)
          && estate().isUnknown(Kind.ENDPOINT_SLICE)
          && ServiceEndpoints.isRouted(estate(), before.ref());
    }

    private boolean becomesExternalName() {
      return after.text("spec", "type").equals("ExternalName")
          && !before.text("spec", "type").equals("ExternalName");
    }

    private Found externalName(int ready) {
      return Found.at(
          DESCRIPTION,
          before.ref(),
          "type",
          "spec.type",
          "%s becomes the name %s and loses its %s"
              .formatted(
                  before.ref(),
                  after.text("spec", "externalName"),
                  InWords.count(ready, "ready endpoint")),
          "Point the routes to another Service first.");
    }

    private List<Found> selector(int readySlices) {
      if (!isReselected()) {
        return List.of();
      }
      if (estate().isUnknown(Kind.POD)) {
        return readySlices == 0 || isToldBySlices() ? List.of() : List.of(unknownPods(readySlices));
      }
      int old = ready(estate(), selectorBefore()).size();
      int now = ready(situation.after().estate(), selectorAfter()).size();
      return now < least * old - 1e-9 ? List.of(selector(old, now)) : List.of();
    }

    /** Whether the same changes show what the new selector came to. */
    private boolean isToldBySlices() {
      return situation.changes().stream()
          .map(change -> ServiceEndpoints.serviceOf(change.after()))
          .anyMatch(service -> service.filter(before.ref()::equals).isPresent());
    }

    /** The Pods that would be ready endpoints. */
    private List<KubernetesObject> ready(Estate of, Map<String, Object> selector) {
      boolean all = Tree.flag(after.map("spec"), "publishNotReadyAddresses", false);
      return of.podsSelected(before.ref().namespace(), selector).stream()
          .filter(pod -> all || Pods.isReady(pod))
          .toList();
    }

    private Found selector(int old, int now) {
      return Found.at(
          DESCRIPTION,
          before.ref(),
          "selector",
          "spec.selector",
          "%s comes to select %s ready Pods instead of %d: %s"
              .formatted(before.ref(), now == 0 ? "no" : "only " + now, old, culprit()),
          "Put the label on the Pods first, then change the selector.");
    }

    private String culprit() {
      if (selectorAfter().isEmpty()) {
        return "there is no selector any more";
      }
      var added = new TreeSet<String>();
      selectorAfter()
          .forEach(
              (label, value) -> {
                if (!value.equals(selectorBefore().get(label))) {
                  int with = ready(situation.after().estate(), Map.of(label, value)).size();
                  added.add(
                      "%s=%s is on %s"
                          .formatted(
                              label,
                              value,
                              with == 0 ? "no ready Pod" : InWords.count(with, "ready Pod")));
                }
              });
      return String.join(", ", added);
    }

    private Found unknownPods(int ready) {
      return Found.at(
          DESCRIPTION,
          before.ref(),
          "selector",
          "spec.selector",
          "%s has %s and gets another selector, and Routeguard does not know the Pods to tell what that matches"
              .formatted(before.ref(), InWords.count(ready, "ready endpoint")),
          "Make a second Service with the new selector and move the routes to it, or let Routeguard read Pods (pods.read).");
    }

    /** Of a Service without selector the slices say which port is used. */
    private List<Found> targetPorts() {
      if (selectorAfter().isEmpty()) {
        return List.of();
      }
      var found = new ArrayList<Found>();
      for (var port : Tree.maps(after.map("spec"), "ports")) {
        var old = TargetPort.before(before, port);
        var now = TargetPort.of(port);
        if (old.isPresent() && !old.get().equals(now) && isOfferedByNone(port, old.get(), now)) {
          found.add(targetPort(port, old.get(), now));
        }
      }
      return found;
    }

    private boolean isOfferedByNone(Map<String, Object> port, TargetPort old, TargetPort now) {
      if (estate().isUnknown(Kind.POD)) {
        var numbers =
            TargetPort.numbersInUse(
                situation.after().estate(), before.ref(), Tree.text(port, "name"));
        return now.isNumber() && !numbers.isEmpty() && !numbers.contains(now.number());
      }
      var pods = ready(situation.after().estate(), selectorAfter());
      return pods.stream().anyMatch(old::isOfferedBy)
          && pods.stream().noneMatch(now::mayBeOfferedBy);
    }

    private Found targetPort(Map<String, Object> port, TargetPort old, TargetPort now) {
      return Found.at(
          DESCRIPTION,
          before.ref(),
          "port %d".formatted(Tree.number(port, "port", 0)),
          "spec.ports",
          "port %d of %s goes from target port %s to %s, which none of its Pods offers"
              .formatted(Tree.number(port, "port", 0), before.ref(), old, now),
          "Let the Pods listen on %s first, or add it as a second port of the Service."
              .formatted(now));
    }
  }

  /** The Services whose slices the changes edit by hand; of facts, all. */
  private static Set<ObjectRef> slices(Situation situation) {
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.ENDPOINT_SLICE)
        .filter(
            change -> situation.isFactsOnly() || isByHand(change) || isOfEdited(situation, change))
        .flatMap(change -> ServiceEndpoints.serviceOf(change.before()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the controller writes for an edited Service in the same change is the edit's doing. */
  private static boolean isOfEdited(Situation situation, Change change) {
    return ServiceEndpoints.serviceOf(change.before()).filter(situation::changes).isPresent();
  }

  private static boolean isByHand(Change change) {
    return change.before() != null && !Facts.isControllers(change.before());
  }

  private static List<Found> ofSlices(Situation situation, ObjectRef service, double least) {
    var before = situation.before().estate();
    var after = situation.after().estate();
    int old = ServiceEndpoints.ready(before, service);
    int now = ServiceEndpoints.ready(after, service);
    if (now >= least * old - 1e-9
        || !ServiceEndpoints.isRouted(before, service)
        || after.find(service).isEmpty()) {
      return List.of();
    }
    return situation.changes().stream()
        .filter(
            change ->
                ServiceEndpoints.serviceOf(change.before()).filter(service::equals).isPresent())
        .findFirst()
        .map(change -> List.of(ofSlice(change, service, old, now)))
        .orElse(List.of());
  }

  private static Found ofSlice(Change change, ObjectRef service, int old, int now) {
    boolean isUnlabelled =
        change.after() != null
            && ServiceEndpoints.serviceOf(change.after()).filter(service::equals).isEmpty();
    return Found.at(
        DESCRIPTION,
        change.ref(),
        "endpoints of " + service,
        isUnlabelled ? "metadata.labels" : "endpoints",
        "%s goes from %d to %s by this edit of %s%s"
            .formatted(
                service,
                old,
                InWords.count(now, "ready endpoint"),
                change.ref(),
                isUnlabelled ? ", which no longer names it in kubernetes.io/service-name" : ""),
        "Take endpoints out in steps, and only those that are in work.");
  }
}
