package dev.routeguard.check;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.estate;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlastRadiusExceededTest {
  private static final ObjectRef PAY = new ObjectRef(Kind.SERVICE, "shop", "pay");

  /** Each Ingress has a host and a route of its own. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 50 %",
    "1, 10, ''",
    "1, 9, 11.1 %",
    "1, 60, ''",
    "6, 60, ''",
    "7, 60, 11.7 %",
    "30, 60, 50 %",
  })
  void what_an_entry_loses_is_weighed_against_what_it_serves(int lost, int of, String share) {
    assertThat(found(lost, 0, of))
        .hasSize(share.isEmpty() ? 0 : 1)
        .allMatch(message -> message.contains("loses " + share));
  }

  @ParameterizedTest
  @CsvSource({"1, 31, 40, 11.1 %", "1, 30, 40, ''"})
  void routes_that_are_dead_already_do_not_count(int lost, int dead, int of, String share) {
    assertThat(found(lost, dead, of))
        .hasSize(share.isEmpty() ? 0 : 1)
        .allMatch(message -> message.contains("loses " + share));
  }

  /** The loss itself is for route-lost to tell. */
  @Test
  void one_route_of_an_entry_with_forty_times_as_many_objects_is_not_counted_out() {
    assertThat(found(1, 39, 41)).isEmpty();
  }

  private static List<String> found(int lost, int dead, int of) {
    var texts =
        new ArrayList<>(
            List.of(
                CLASSES,
                service("shop", "pay", 2, 0),
                service("shop", "web", 2, 0),
                service("shop", "down", 0, 2)));
    for (int i = 0; i < of; i++) {
      var backend = i < lost ? "pay" : i < lost + dead ? "down" : "web";
      texts.add(ingress("shop", "i" + i, "h" + i + ".example.com", "/=" + backend));
    }
    var before = estate(texts.toArray(String[]::new));
    return Asked.of(new BlastRadiusExceeded(), before, delete(before, PAY)).stream()
        .map(weighed -> weighed.finding().message())
        .toList();
  }
}
