package dev.routeguard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceVersionsTest {
  @ParameterizedTest
  @CsvSource({"9,10,-1", "10,9,1", "10,10,0", "99999999999999999999,1,1", "abc,9,1", "9,'',1"})
  void versions_compare_as_numbers_and_the_unknown_as_newer(String one, String other, int sign) {
    assertThat(Integer.signum(ResourceVersions.compare(one, other))).isEqualTo(sign);
  }
}
