package dev.routeguard.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "192.0.2.1", "::/0", "2001:db8::/32", "::ffff:192.0.2.1"})
  void addresses_and_ranges_are_read(String text) {
    assertThat(AddressRange.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/",
        "1::2::3",
        ":::",
        "/8",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::/129",
        "10.0.0.0/-1",
        "example.com/24"
      })
  void anything_else_is_not(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @Test
  void host_bits_do_not_matter() {
    assertThat(range("10.1.2.3/8")).isEqualTo(range("10.0.0.0/8"));
  }

  @Test
  void neighbours_together_cover_what_neither_does() {
    assertThat(range("10.0.0.0/8").isWithin(List.of(range("10.128.0.0/9"), range("10.0.0.0/9"))))
        .isTrue();
    assertThat(range("10.0.0.0/8").isWithin(List.of(range("10.0.0.0/9")))).isFalse();
  }

  @Test
  void families_do_not_cover_each_other() {
    assertThat(range("0.0.0.0/0").isWithin(List.of(range("::/0")))).isFalse();
  }

  private static AddressRange range(String text) {
    return AddressRange.parse(text).orElseThrow();
  }
}
