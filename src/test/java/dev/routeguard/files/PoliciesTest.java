package dev.routeguard.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyFiles;
import org.junit.jupiter.api.Test;

class PoliciesTest {
  @Test
  void a_pack_has_the_files_of_its_folder() {
    for (var pack : Pack.values()) {
      assertThat(PolicyFiles.in(PolicyFiles.PACKS.resolve(pack.word())))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyElementsOf(pack.policies().stream().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void the_starter_policies_in_the_jar_are_all_that_are_shipped() {
    var shipped = new PolicyFiles().starter(Mode.DENY);

    assertThat(new Policies().starter(Mode.DENY).policies())
        .extracting(policy -> policy.id())
        .containsExactlyInAnyOrderElementsOf(
            shipped.policies().stream().map(policy -> policy.id()).toList());
  }
}
