package dev.routeguard.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference page and the schema are what the catalogue says; refreshed by {@link #REFRESH}. */
class ChecksPageTest {
  static final String REFRESH = "mvn test -Dtest=ChecksPageTest -Dchecks.write=true";
  private static final Path FOLDER = Path.of("docs");

  @Test
  void page_and_schema_are_what_the_catalogue_says() throws IOException {
    var reference = new CheckReference();
    var expected =
        Map.of("checks.md", reference.page(), "check-parameters.schema.json", reference.schema());
    for (var file : expected.entrySet()) {
      var path = FOLDER.resolve(file.getKey());
      if (Boolean.getBoolean("checks.write")) {
        Files.writeString(path, file.getValue());
      }
      assertThat(Files.readString(path))
          .as("%s is stale; refresh it with: %s", path, REFRESH)
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void every_check_stands_in_a_family_and_none_is_also_missing() {
    var page = new CheckReference().page();
    for (var check : Catalogue.builtIn().all()) {
      assertThat(page).contains("### " + check.name() + "\n");
      assertThat(NotYet.find(check.name())).isEmpty();
    }
  }
}
