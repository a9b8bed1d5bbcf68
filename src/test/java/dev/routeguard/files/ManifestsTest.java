package dev.routeguard.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
  @TempDir Path folder;

  private final Manifests manifests = new Manifests(InputStream.nullInputStream());

  @Test
  void every_document_of_a_file_is_read_with_its_line() throws IOException {
    var file =
        write("shop.yaml", "kind: Service\n---\n---\nkind: Ingress\nmetadata: {name: shop}\n");

    assertThat(manifests.read(List.of(file)))
        .extracting(Manifests.Manifest::source)
        .containsExactly(file + ":1", file + ":4");
  }

  @Test
  void a_folder_is_read_in_the_order_of_its_file_names() throws IOException {
    write("b.yaml", "kind: B\n");
    write("a.json", "{\"kind\": \"A\"}");
    write("notes.txt", "not a manifest");

    assertThat(manifests.read(List.of(folder)))
        .extracting(manifest -> manifest.document().get("kind"))
        .containsExactly("A", "B");
  }

  @Test
  void a_list_is_taken_apart() throws IOException {
    var file = write("list.yaml", "kind: List\nitems:\n- kind: A\n- kind: B\n");

    assertThat(manifests.read(List.of(file)))
        .extracting(manifest -> manifest.document().get("kind"))
        .containsExactly("A", "B");
  }

  @Test
  void dash_is_standard_input() {
    var in = new ByteArrayInputStream("kind: A\n".getBytes(StandardCharsets.UTF_8));

    assertThat(new Manifests(in).read(List.of(Path.of("-")))).hasSize(1);
  }

  @Test
  void a_file_that_does_not_parse_is_named_with_its_line() throws IOException {
    var file = write("bad.yaml", "kind: A\nspec: [1\n");

    assertThatThrownBy(() -> manifests.read(List.of(file)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ":3: not valid YAML");
  }

  @Test
  void a_key_that_stands_twice_is_refused() throws IOException {
    var file = write("twice.yaml", "kind: A\nkind: B\n");

    assertThatThrownBy(() -> manifests.read(List.of(file)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("twice.yaml:2")
        .hasMessageContaining("kind");
  }

  @Test
  void a_bomb_of_aliases_is_refused() throws IOException {
    var bomb = new StringBuilder("kind: A\na: &a [x, x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      bomb.append(c).append(": &").append(c).append(" [");
      bomb.append(("*" + (char) (c - 1) + ", ").repeat(9)).append("x]\n");
    }
    var file = write("bomb.yaml", bomb.toString());

    assertThatThrownBy(() -> manifests.read(List.of(file))).isInstanceOf(BadInputException.class);
  }

  @Test
  void what_is_no_object_and_what_is_not_there_are_errors() throws IOException {
    var file = write("text.yaml", "just text\n");

    assertThatThrownBy(() -> manifests.read(List.of(file)))
        .hasMessage(file + ":1: not a Kubernetes object: it has no kind");
    assertThatThrownBy(() -> manifests.read(List.of(folder.resolve("missing.yaml"))))
        .hasMessageEndingWith("missing.yaml: can't be read: no such file or folder");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
