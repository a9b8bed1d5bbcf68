package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * C13. Nobody but the author looks whether what a hand-kept slice lists answers; CVE-2021-25740.
 * The order of endpoints, node names and zones have no meaning here.
 */
public final class ManualEndpointsChanged implements ChangeCheck {
  static final String NAME = "manual-endpoints-changed";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "C13",
          NAME,
          "Hand-kept endpoints changed",
          Severity.MEDIUM,
          "Addresses, ports or conditions of an EndpointSlice change that belongs to a routed"
              + " Service without selector.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream()
        .filter(change -> change.ref().kind() == Kind.ENDPOINT_SLICE)
        .flatMap(change -> found(situation, change).stream())
        .toList();
  }

  private static Optional<Found> found(Situation situation, Change change) {
    var before = situation.before().estate();
    return ServiceEndpoints.serviceOf(change.subject())
        .filter(service -> isKeptByHand(before, service))
        .filter(service -> ServiceEndpoints.isRouted(before, service))
        .filter(service -> !content(change.before()).equals(content(change.after())))
        .map(
            service -> ServiceEndpoints.shown(found(change, service), situation.before(), service));
  }

  private static boolean isKeptByHand(Estate estate, ObjectRef service) {
    return estate
        .find(service)
        .filter(one -> one.map("spec", "selector").isEmpty())
        .filter(one -> !one.text("spec", "type").equals("ExternalName"))
        .isPresent();
  }

  /** Addresses with their conditions, and ports. */
  private static Set<String> content(@Nullable KubernetesObject slice) {
    var content = new TreeSet<String>();
    if (slice != null) {
      for (var endpoint : Tree.maps(slice.document(), "endpoints")) {
        var conditions = new TreeMap<>(Tree.map(endpoint, "conditions"));
        // Not set means ready and serving (discovery/v1 EndpointConditions).
        conditions.putIfAbsent("ready", true);
        conditions.putIfAbsent("serving", conditions.get("ready"));
        conditions.putIfAbsent("terminating", false);
        content.add(Tree.texts(endpoint, "addresses") + " " + conditions);
      }
      Tree.maps(slice.document(), "ports")
          .forEach(
              port ->
                  content.add(
                      "port " + Tree.text(port, "name") + "=" + Tree.number(port, "port", 0)));
    }
    return content;
  }

  private static Found found(Change change, ObjectRef service) {
    var gone = difference(change.before(), change.after());
    var come = difference(change.after(), change.before());
    return Found.at(
        DESCRIPTION,
        change.ref(),
        "endpoints of " + service,
        "endpoints",
        "the endpoints of %s, which are kept by hand, change: %s"
            .formatted(
                service,
                String.join("; ", words(gone, "without "), words(come, "with "))
                    .replaceAll("^; |; $", "")),
        "Check that each address answers before it gets requests.");
  }

  private static Set<String> difference(
      @Nullable KubernetesObject one, @Nullable KubernetesObject other) {
    var rest = new TreeSet<>(content(one));
    rest.removeAll(content(other));
    return rest;
  }

  private static String words(Set<String> content, String what) {
    var shown =
        content.stream()
            .limit(3)
            .map(
                text ->
                    text.replaceAll(" \\{.*ready=false.*", " (not ready)").replaceAll(" \\{.*", ""))
            .map(text -> text.replaceAll("[\\[\\]]", ""))
            .collect(Collectors.joining(", "));
    return content.isEmpty()
        ? ""
        : what + shown + (content.size() > 3 ? " and %d more".formatted(content.size() - 3) : "");
  }
}
