package dev.routeguard.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  @Test
  void every_check_is_found_by_its_name() {
    var catalogue = Catalogue.builtIn();
    assertThat(catalogue.all()).hasSizeGreaterThanOrEqualTo(9);
    for (var check : catalogue.all()) {
      assertThat(catalogue.find(check.name())).contains(check);
      assertThat(check.name()).matches("[a-z]+(-[a-z]+)*");
      assertThat(check.description().finds()).endsWith(".");
    }
  }

  @Test
  void two_checks_can_not_have_one_name() {
    assertThatThrownBy(() -> Catalogue.of(List.of(new RouteLost(), new RouteLost())))
        .hasMessageContaining("route-lost");
  }

  @Test
  void the_audit_asks_every_state_check() {
    assertThat(Catalogue.builtIn().audit())
        .extracting(configured -> configured.check().name())
        .contains("backend-service-missing", "weight-to-dead-backend")
        .doesNotContain("route-lost");
  }
}
