package dev.routeguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What docs/commands.md shows is what the commands print. */
class CommandsPageTest {
  private static final Path PAGE = Path.of("docs/commands.md");

  /** The page speaks of files as if the reader stood here. */
  private static final Path FILES = Path.of("src/test/resources/commands");

  private static final Pattern SHOWN =
      Pattern.compile("```[a-z]*\n\\$ routeguard ([^\n]+)\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> every_command_of_the_page_prints_what_is_shown() throws IOException {
    var shown = SHOWN.matcher(Files.readString(PAGE)).results().toList();
    assertThat(shown).hasSizeGreaterThanOrEqualTo(7);
    return shown.stream()
        .map(
            result ->
                DynamicTest.dynamicTest(
                    result.group(1),
                    () -> assertThat(printed(result.group(1))).isEqualTo(result.group(2))));
  }

  private static String printed(String words) {
    var run =
        CommandRun.of(
            Arrays.stream(words.split(" ")).map(CommandsPageTest::at).toArray(String[]::new));
    return run.out().replace(FILES + "/", "");
  }

  private static String at(String word) {
    var file = FILES.resolve(word);
    return word.contains("://") || !Files.exists(file) ? word : file.toString();
  }
}
