package dev.routeguard.policy;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.routing.RouteTables;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of what a policy matches, and whether an object meets it.
 *
 * @param name such as {@code hosts}
 * @param wanted what the policy says
 * @param found what the object has
 */
public record MatchPart(String name, String wanted, String found, boolean holds) {

  /** Every part that the policy sets, in the order of its schema. */
  public static List<MatchPart> of(
      CompiledPolicy policy, KubernetesObject object, RouteTables tables) {
    var match = policy.match();
    ObjectRef ref = object.ref();
    var parts = new ArrayList<MatchPart>();
    if (policy.id().isNamespaced()) {
      var own = policy.id().namespace();
      parts.add(new MatchPart("own namespace", own, ref.namespace(), own.equals(ref.namespace())));
    }
    if (!match.kinds().isEmpty()) {
      parts.add(
          new MatchPart(
              "kinds",
              words(match.kinds()),
              ref.kind().toString(),
              match.kinds().contains(ref.kind())));
    }
    if (!match.namespaces().isEmpty() || !match.namespaceSelector().isEmpty()) {
      parts.add(
          new MatchPart(
              "namespaces",
              words(match.namespaces())
                  + (match.namespaceSelector().isEmpty() ? "" : " by namespaceSelector"),
              ref.namespace(),
              match.coversNamespace(ref, tables)));
    }
    if (!match.objectSelector().isEmpty()) {
      parts.add(
          new MatchPart(
              "objectSelector",
              match.objectSelector().toString(),
              words(object.labels().entrySet()),
              match.objectSelector().matches(object.labels())));
    }
    if (!match.classes().isEmpty()) {
      parts.add(
          new MatchPart(
              "classes",
              words(match.classes()),
              words(ObjectClasses.of(object, tables)),
              match.coversClass(object, tables)));
    }
    if (!match.hosts().isEmpty()) {
      parts.add(
          new MatchPart(
              "hosts",
              match.hosts().toString(),
              words(
                  PolicyMatch.hostsOf(ref, tables).stream()
                      .map(host -> host.isEmpty() ? "every host" : host)
                      .toList()),
              match.coversHost(ref, tables)));
    }
    return List.copyOf(parts);
  }

  private static String words(Iterable<?> values) {
    var words = new ArrayList<String>();
    values.forEach(value -> words.add(String.valueOf(value)));
    words.sort(null);
    return words.isEmpty() ? "none" : String.join(", ", words);
  }
}
