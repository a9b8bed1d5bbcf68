package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The client addresses an object lets in, from the places {@code source-ranges.tsv} lists. An
 * object that lists none lets everybody in.
 *
 * @param ranges as written
 * @param unreadable entries that are no address range
 * @param fieldPath where the first list stands, empty where there is none
 */
record SourceRanges(List<String> ranges, List<String> unreadable, String fieldPath) {

  SourceRanges {
    ranges = List.copyOf(ranges);
    unreadable = List.copyOf(unreadable);
  }

  /** A place that holds such a list. */
  record Place(boolean annotation, String key) {
    static List<Place> load() {
      return Table.rows("source-ranges.tsv", 2).stream()
          .map(row -> new Place(row.get(0).equals("annotation"), row.get(1)))
          .toList();
    }

    private Stream<String> entries(KubernetesObject object) {
      return annotation
          ? Arrays.stream(object.annotations().getOrDefault(key, "").split(","))
          : object.list(key.split("\\.")).stream().map(String::valueOf);
    }

    private String fieldPath() {
      return annotation ? "metadata.annotations[%s]".formatted(key) : key;
    }
  }

  static SourceRanges of(KubernetesObject object, List<Place> places) {
    var ranges = new ArrayList<String>();
    var unreadable = new ArrayList<String>();
    var fieldPath = "";
    for (var place : places) {
      var entries =
          place.entries(object).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
      entries.forEach(entry -> (isReadable(entry) ? ranges : unreadable).add(entry));
      fieldPath = fieldPath.isEmpty() && !entries.isEmpty() ? place.fieldPath() : fieldPath;
    }
    return new SourceRanges(ranges, unreadable, fieldPath);
  }

  private static boolean isReadable(String entry) {
    return AddressRange.parse(entry).isPresent();
  }

  boolean isEmpty() {
    return ranges.isEmpty() && unreadable.isEmpty();
  }

  /** Ranges of this list that the other, together with what is trusted, does not cover. */
  List<String> beyond(SourceRanges other, List<String> trusted) {
    var allowed = Stream.concat(parsed(other.ranges), parsed(trusted)).toList();
    return ranges.stream()
        .filter(range -> !AddressRange.parse(range).orElseThrow().isWithin(allowed))
        .toList();
  }

  private static Stream<AddressRange> parsed(List<String> texts) {
    return texts.stream().flatMap(text -> AddressRange.parse(text).stream());
  }

  /** Whether a list has an effect on the object: on a Service only of a load balancer. */
  static boolean matters(KubernetesObject object) {
    return object.ref().kind() == Kind.INGRESS
        || (object.ref().kind() == Kind.SERVICE
            && object.text("spec", "type").equals("LoadBalancer"));
  }
}
