package dev.routeguard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.AnnotationMeaning;
import dev.routeguard.estate.AnnotationRisk;
import dev.routeguard.estate.AnnotationRow;
import dev.routeguard.estate.AnnotationTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnnotationTableTest {
  private static final AnnotationTable TABLE = AnnotationTable.SHIPPED;

  @Test
  void every_shared_attribute_is_one_that_dialects_share() {
    var known =
        Arrays.stream(RouteAttribute.values()).map(RouteAttribute::key).collect(Collectors.toSet());

    assertThat(TABLE.rows().values())
        .extracting(AnnotationRow::attribute)
        .filteredOn(key -> !key.isEmpty())
        .isSubsetOf(known);
  }

  @Test
  void every_annotation_that_another_needs_is_in_the_table() {
    TABLE
        .rows()
        .forEach(
            (key, row) -> {
              if (!row.needs().isEmpty()) {
                var sibling = key.substring(0, key.indexOf('/') + 1) + row.needs();
                assertThat(TABLE.rows()).as(key).containsKey(sibling);
              }
            });
  }

  @Test
  void every_annotation_of_ingress_nginx_has_its_risk() {
    var prefix = "nginx.ingress.kubernetes.io/";
    var named =
        TABLE.rows().entrySet().stream()
            .filter(row -> row.getKey().startsWith(prefix) && !row.getKey().endsWith("*"))
            .toList();

    assertThat(named).hasSizeGreaterThanOrEqualTo(136);
    assertThat(named).allMatch(row -> row.getValue().risk().isPresent());
    assertThat(TABLE.riskOf(prefix + "server-snippet")).contains(AnnotationRisk.CRITICAL);
    assertThat(TABLE.riskOf(prefix + "auth-url")).contains(AnnotationRisk.HIGH);
  }

  @Test
  void an_unknown_annotation_under_a_known_prefix_is_an_attribute() {
    for (String prefix :
        List.of(
            "traefik.ingress.kubernetes.io/",
            "projectcontour.io/",
            "haproxy-ingress.github.io/",
            "nginx.org/",
            "alb.ingress.kubernetes.io/",
            "konghq.com/",
            "ingress.cilium.io/",
            "zalando.org/")) {
      assertThat(TABLE.meaningOf(prefix + "brand-new")).isEqualTo(AnnotationMeaning.ATTRIBUTE);
    }
  }

  @Test
  void families_of_keys_are_known_by_their_start() {
    assertThat(TABLE.meaningOf("konghq.com/headers.x-try"))
        .isEqualTo(AnnotationMeaning.ROUTE_RELEVANT);
    assertThat(TABLE.meaningOf("alb.ingress.kubernetes.io/actions.sorry"))
        .isEqualTo(AnnotationMeaning.ROUTE_RELEVANT);
  }

  @Test
  void times_compare_in_seconds() {
    var nginx = "nginx.ingress.kubernetes.io/proxy-connect-timeout";

    assertThat(TABLE.normalValue(nginx, "90")).isEqualTo("90");
    assertThat(TABLE.normalValue(nginx, "1m30s")).isEqualTo("90");
    assertThat(TABLE.normalValue("konghq.com/connect-timeout", "1500")).isEqualTo("1.5");
    assertThat(TABLE.normalValue(nginx, "soon")).isEqualTo("soon");
  }
}
