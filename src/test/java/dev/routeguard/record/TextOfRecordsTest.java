package dev.routeguard.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import org.junit.jupiter.api.Test;

/** What users chose, on its way into records. */
class TextOfRecordsTest {
  @Test
  void control_characters_and_marks_of_direction_do_no_harm() {
    assertThat(CleanText.of("a\r\nb\u001b[31mc\u202ed\u0000e", 100)).isEqualTo("a  b [31mcd e");
  }

  @Test
  void long_text_is_cut_and_says_so() {
    assertThat(CleanText.of("x".repeat(70_000), 512)).hasSize(512).endsWith("…");
    assertThat(CleanText.of("\uD83D\uDE00".repeat(10), 8))
        .isEqualTo("\uD83D\uDE00".repeat(3) + "…");
  }

  @Test
  void name_of_a_record_is_a_legal_name_whatever_the_object_is_called() {
    for (var name : new String[] {"shop", "a." + "b".repeat(300), "x".repeat(39) + ".y", "a.b-"}) {
      var ref = new ObjectRef(Kind.HTTP_ROUTE, "shop", name);
      assertThat(RecordName.ofRequest(ref, "uid"))
          .hasSizeLessThanOrEqualTo(63)
          .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    }
  }

  @Test
  void two_requests_have_two_names_and_one_has_one() {
    var ref = new ObjectRef(Kind.INGRESS, "shop", "shop");
    assertThat(RecordName.ofRequest(ref, "one"))
        .isEqualTo(RecordName.ofRequest(ref, "one"))
        .isNotEqualTo(RecordName.ofRequest(ref, "two"));
  }
}
