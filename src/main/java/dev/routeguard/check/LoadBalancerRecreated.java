package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.Entries;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * S09. An edit makes the provider release or replace the published address of a load balancer, by
 * what {@code address-costs.tsv} lists. Filling in the address that is published changes nothing,
 * and where none is published yet none is lost.
 */
public final class LoadBalancerRecreated implements ChangeCheck {
  static final String NAME = "load-balancer-recreated";
  private static final String REMEDY =
      "Create a second load balancer beside it, move DNS, and remove the first one later.";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S09",
          NAME,
          "Load balancer gets a new address",
          Severity.CRITICAL,
          "The edit makes the provider release or replace the published address of a Service,"
              + " Ingress or Gateway.",
          List.of());

  private final List<Cost> costs = Cost.load();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream().flatMap(this::found).toList();
  }

  private Stream<Found> found(Change change) {
    if (change.before() == null || change.after() == null) {
      return Stream.empty();
    }
    var published = published(change.before());
    if (published.isEmpty()) {
      return Stream.empty();
    }
    return reason(change.before(), change.after(), published)
        .map(reason -> found(change.ref(), reason, published))
        .stream();
  }

  private static Set<String> published(KubernetesObject object) {
    var kind = object.ref().kind();
    if (kind == Kind.GATEWAY) {
      return Tree.maps(object.map("status"), "addresses").stream()
          .map(address -> Tree.text(address, "value"))
          .filter(value -> !value.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    }
    var hasBalancer = kind == Kind.INGRESS || isLoadBalancer(object);
    return hasBalancer ? Entries.balancerAddresses(Stream.of(object)) : Set.of();
  }

  private static boolean isLoadBalancer(KubernetesObject object) {
    return object.ref().kind() == Kind.SERVICE
        && object.text("spec", "type").equals("LoadBalancer");
  }

  private Optional<Reason> reason(
      KubernetesObject before, KubernetesObject after, Set<String> published) {
    if (isLoadBalancer(before) && !isLoadBalancer(after)) {
      var type = after.text("spec", "type");
      return Optional.of(
          new Reason("spec.type", "LoadBalancer", type.isEmpty() ? "ClusterIP" : type));
    }
    return family(before, after)
        .or(() -> addresses(before, after, published))
        .or(
            () ->
                costs.stream()
                    .filter(cost -> cost.kind().equals(before.ref().kind().kindName()))
                    .flatMap(cost -> cost.reason(before, after, published).stream())
                    .findFirst());
  }

  private static Optional<Reason> family(KubernetesObject before, KubernetesObject after) {
    var old = before.list("spec", "ipFamilies");
    var now = after.list("spec", "ipFamilies");
    return old.isEmpty() || now.isEmpty() || old.get(0).equals(now.get(0))
        ? Optional.empty()
        : Optional.of(
            new Reason("spec.ipFamilies", String.valueOf(old.get(0)), String.valueOf(now.get(0))));
  }

  /** The addresses a Gateway asks for: only those published now may be named or left out. */
  private static Optional<Reason> addresses(
      KubernetesObject before, KubernetesObject after, Set<String> published) {
    var old = asked(before);
    var now = asked(after);
    return before.ref().kind() != Kind.GATEWAY
            || old.equals(now)
            || (old.isEmpty() && now.containsAll(published))
            || now.containsAll(old)
        ? Optional.empty()
        : Optional.of(new Reason("spec.addresses", String.join(", ", old), String.join(", ", now)));
  }

  private static Set<String> asked(KubernetesObject gateway) {
    return Tree.maps(gateway.map("spec"), "addresses").stream()
        .map(address -> Tree.text(address, "value"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Found found(ObjectRef ref, Reason reason, Set<String> published) {
    return Found.at(
        DESCRIPTION,
        ref,
        "address",
        reason.fieldPath(),
        "%s loses its address %s: %s goes from %s to %s"
            .formatted(
                ref,
                String.join(", ", published),
                reason.fieldPath(),
                orNone(reason.before()),
                orNone(reason.after())),
        REMEDY);
  }

  private static String orNone(String value) {
    return value.isEmpty() ? "none" : value;
  }

  private record Reason(String fieldPath, String before, String after) {}

  private record Cost(
      String kind,
      boolean annotation,
      String key,
      String standard,
      String loadBalancerClass,
      boolean pins) {
    static List<Cost> load() {
      return Table.rows("address-costs.tsv", 6).stream()
          .map(
              row ->
                  new Cost(
                      row.get(0),
                      row.get(1).equals("annotation"),
                      row.get(2),
                      row.get(3),
                      row.get(4).replace("loadBalancerClass=", ""),
                      row.get(5).equals("yes")))
          .toList();
    }

    Optional<Reason> reason(
        KubernetesObject before, KubernetesObject after, Set<String> published) {
      var old = value(before);
      var now = value(after);
      if (isSame(old, now) || (pins && names(now, published) && !now.isEmpty())) {
        return Optional.empty();
      }
      return Optional.of(
          new Reason(annotation ? "metadata.annotations[%s]".formatted(key) : key, old, now));
    }

    /** Lists have no order. */
    private static boolean isSame(String one, String other) {
      return parts(one).equals(parts(other));
    }

    private static Set<String> parts(String value) {
      return Arrays.stream(value.toLowerCase(Locale.ROOT).split(","))
          .map(String::strip)
          .collect(Collectors.toSet());
    }

    private static boolean names(String value, Set<String> published) {
      var named = Arrays.stream(value.split(",")).map(String::strip).collect(Collectors.toSet());
      return named.containsAll(published) || published.containsAll(named);
    }

    private String value(KubernetesObject object) {
      var value = annotation ? annotation(object) : object.text(key.split("\\."));
      if (value.isBlank()) {
        var applies =
            loadBalancerClass.isEmpty()
                || object.text("spec", "loadBalancerClass").equals(loadBalancerClass);
        return applies ? standard : "";
      }
      return value.strip();
    }

    private String annotation(KubernetesObject object) {
      return object.ref().kind() == Kind.GATEWAY
          ? Tree.text(object.map("spec", "infrastructure", "annotations"), key)
          : Objects.requireNonNullElse(object.annotations().get(key), "");
    }
  }
}
