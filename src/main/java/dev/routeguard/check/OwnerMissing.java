package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * G01. An object that serves a protected host says neither itself nor by its Namespace who owns it,
 * or a change of it names no reference. That an owner is missing which was missing before is no
 * news; a reference is asked of every change.
 */
public final class OwnerMissing implements ChangeCheck {
  static final String NAME = "owner-missing";
  private static final String PROTECTED = "protectedHosts";
  private static final String LABEL = "ownerLabel";
  private static final String ANNOTATION = "changeAnnotation";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "G01",
          NAME,
          "Protected host without owner or change reference",
          Severity.MEDIUM,
          "An object that serves a protected host has no owner label, nor has its Namespace, or"
              + " the change names no reference where one is required.",
          List.of(
              ParameterSpec.hosts(PROTECTED, "Hosts this is about; none where empty."),
              ParameterSpec.text(LABEL, "routeguard.dev/owner", "Label that names the owner."),
              ParameterSpec.text(
                  ANNOTATION, "", "Annotation every change must carry; empty for none.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var hosts = HostPatterns.of(parameters.texts(PROTECTED));
    var found = new ArrayList<Found>();
    for (var change : situation.changes()) {
      var host = protectedHost(situation.after(), change.ref(), hosts);
      if (change.after() != null && isMeant(change) && host.isPresent()) {
        owner(situation, change, hosts, host.get(), parameters.text(LABEL)).ifPresent(found::add);
        reference(change.after(), host.get(), parameters.text(ANNOTATION)).ifPresent(found::add);
      }
    }
    return found;
  }

  private static boolean isMeant(Change change) {
    return change.before() == null
        || change.after() == null
        || !change.before().labels().equals(change.after().labels())
        || !Fingerprint.same(change.before(), change.after());
  }

  private static Optional<String> protectedHost(
      RouteTables tables, ObjectRef ref, HostPatterns hosts) {
    return hosts.isEmpty()
        ? Optional.empty()
        : tables.hostsOf(ref).stream().filter(hosts::match).sorted().findFirst();
  }

  private static Optional<Found> owner(
      Situation situation, Change change, HostPatterns hosts, String host, String label) {
    if (hasOwner(change.after(), situation.after().estate(), label)) {
      return Optional.empty();
    }
    var missedBefore =
        change.before() != null
            && protectedHost(situation.before(), change.ref(), hosts).isPresent()
            && !hasOwner(change.before(), situation.before().estate(), label);
    return missedBefore
        ? Optional.empty()
        : Optional.of(
            Found.at(
                DESCRIPTION,
                change.ref(),
                "owner",
                "metadata.labels",
                "%s serves %s, and neither it nor its Namespace has label %s"
                    .formatted(change.ref(), host, label),
                "Add label %s with the owning team.".formatted(label)));
  }

  private static boolean hasOwner(@Nullable KubernetesObject object, Estate estate, String label) {
    return object != null
        && Stream.concat(
                Stream.of(object),
                estate.find(new ObjectRef(Kind.NAMESPACE, "", object.ref().namespace())).stream())
            .anyMatch(one -> !one.labels().getOrDefault(label, "").isBlank());
  }

  private static Optional<Found> reference(
      KubernetesObject object, String host, String annotation) {
    return annotation.isEmpty() || !object.annotations().getOrDefault(annotation, "").isBlank()
        ? Optional.empty()
        : Optional.of(
            Found.at(
                DESCRIPTION,
                object.ref(),
                "reference",
                "metadata.annotations",
                "%s serves %s, and the change has no annotation %s"
                    .formatted(object.ref(), host, annotation),
                "Name the change's reference in annotation %s.".formatted(annotation)));
  }
}
