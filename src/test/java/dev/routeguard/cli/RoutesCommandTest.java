package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RoutesCommandTest {
  private static final String SHOP = "deploy/local/shop/estate.yaml";

  @Test
  void a_host_narrows_the_table_to_what_its_requests_meet() {
    var run = CommandRun.of("routes", "-f", SHOP, "--host", "API.example.com");

    assertThat(run.out()).contains("/v1/catalog").doesNotContain("shop.example.com", "help.");
  }

  @Test
  void json_holds_every_entry_with_its_dialect() throws IOException {
    var json = new JsonMapper().readTree(CommandRun.of("routes", "-f", SHOP, "-o", "json").out());

    assertThat(json.at("/entries")).hasSize(3);
    assertThat(json.at("/entries/0/dialect").asText()).isEqualTo("ingress-nginx");
    assertThat(json.at("/entries/0/routes/0/object").asText()).isEqualTo("Ingress/shop/help");
  }

  @Test
  void a_picture_marks_what_does_not_answer() {
    assertThat(CommandRun.of("routes", "-f", SHOP, "-o", "dot").out())
        .startsWith("digraph routes {")
        .contains("label=\"no such Service\", style=dashed");
    assertThat(CommandRun.of("routes", "-f", SHOP, "-o", "mermaid").out())
        .startsWith("flowchart LR\n")
        .contains("-.->|\"no such Service\"|");
  }
}
