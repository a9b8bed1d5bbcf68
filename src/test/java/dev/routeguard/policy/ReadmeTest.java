package dev.routeguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what works. */
class ReadmeTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void every_policy_of_the_readme_compiles() throws IOException {
    var policies =
        YAML.matcher(readme()).results().map(MatchResult::group).map(ReadmeTest::text).toList();

    assertThat(policies)
        .isNotEmpty()
        .allSatisfy(policy -> assertThat(new PolicyFiles().compile(policy).problems()).isEmpty());
  }

  @Test
  void every_file_the_readme_names_is_there() throws IOException {
    var names =
        Pattern.compile("(?:deploy|bin|docs|helm)/[A-Za-z0-9./-]*[A-Za-z0-9]")
            .matcher(readme())
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();

    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(Path.of(name)).exists());
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  private static String text(String block) {
    return block.substring("```yaml\n".length(), block.length() - "```".length());
  }
}
