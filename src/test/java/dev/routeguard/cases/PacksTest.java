package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.files.Pack;
import dev.routeguard.files.Policies;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.Review;
import dev.routeguard.review.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every policy of every pack, alone, finds what it is for and leaves the rest alone. */
class PacksTest {
  private static final Path CASES = Path.of("src", "test", "resources", "cases");
  private static final Path PAGE = Path.of("docs", "packs.md");
  private static final String REFRESH = "mvn test -Dtest=PacksTest -Dpacks.write=true";

  /** Without windows it has nothing to say; cases/checks/freeze-window names some. */
  private static final String SILENT = "r26-change-inside-maintenance";

  @ParameterizedTest(name = "{0}")
  @MethodSource("incidents")
  void a_policy_of_an_incident_denies_the_bad_variants_of_its_class_alone(String name) {
    var book = book(Pack.INCIDENT, name);
    var variants = variants(name);
    if (name.equals(SILENT)) {
      assertThat(variants).isEmpty();
      return;
    }
    assertThat(variants).isNotEmpty();
    for (var variant : variants) {
      var verdict = verdict(variant, book);
      if (variant.name().endsWith("-bad")) {
        assertThat(verdict).as(variant.name()).isEqualTo(Verdict.DENY);
      } else {
        assertThat(verdict).as(variant.name()).isEqualTo(Verdict.ADMIT);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void a_policy_finds_something_in_the_bad_cases_of_its_checks(String name) {
    var pack = packOf(name);
    var policy = policy(pack, name);
    var book = PolicyBook.of(List.of(policy));
    var bad = cases(policy, "bad").filter(one -> findsSomething(one, book)).toList();
    var good = cases(policy, "good").filter(one -> verdict(one, book) == Verdict.ADMIT).toList();
    assertThat(bad).as("bad cases of " + name).isNotEmpty();
    assertThat(good).as("good cases of " + name).isNotEmpty();
  }

  @Test
  void each_policy_says_what_it_is_for() {
    for (var pack : Pack.values()) {
      for (var policy : new Policies().of(Set.of(pack), Mode.DENY).policies()) {
        assertThat(policy.title()).as(policy.id().name()).isNotEmpty();
      }
    }
  }

  @Test
  void the_page_lists_what_is_shipped() throws IOException {
    var expected = new PackReference(REFRESH).page();
    if (Boolean.getBoolean("packs.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("%s is stale; refresh it with: %s", PAGE, REFRESH)
        .isEqualTo(expected);
  }

  private static Verdict verdict(ChangeCase one, PolicyBook book) {
    return one.changes().isEmpty()
        ? Verdict.ADMIT
        : Review.of(one.changes(), one.before(), book).verdict();
  }

  private static boolean findsSomething(ChangeCase one, PolicyBook book) {
    return !one.changes().isEmpty()
        && Review.of(one.changes(), one.before(), book).findings().stream()
            .anyMatch(judged -> judged.isAdded());
  }

  private static Stream<ChangeCase> cases(CompiledPolicy policy, String kind) {
    return policy.checks().stream()
        .flatMap(one -> read(CASES.resolve("checks").resolve(one.check().name())))
        .filter(one -> one.name().contains("/" + kind));
  }

  private static List<ChangeCase> variants(String policy) {
    var incident = policy.substring(0, policy.indexOf('-') + 1);
    return read(CASES.resolve("changes"))
        .filter(one -> one.name().startsWith(incident))
        .sorted(Comparator.comparing(ChangeCase::name))
        .toList();
  }

  private static Stream<ChangeCase> read(Path folder) {
    return CaseFiles.below(List.of(folder)).stream()
        .map(CaseFiles::read)
        .filter(ChangeCase.class::isInstance)
        .map(ChangeCase.class::cast);
  }

  private static PolicyBook book(Pack pack, String name) {
    return PolicyBook.of(List.of(policy(pack, name)));
  }

  private static CompiledPolicy policy(Pack pack, String name) {
    return new Policies()
        .of(Set.of(pack), Mode.DENY).policies().stream()
            .filter(policy -> policy.id().name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  private static Pack packOf(String name) {
    return Stream.of(Pack.values())
        .filter(pack -> pack.policies().contains(name))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> incidents() {
    return Pack.INCIDENT.policies().stream();
  }

  private static Stream<String> others() {
    return Pack.STARTER.stream().flatMap(pack -> pack.policies().stream());
  }
}
