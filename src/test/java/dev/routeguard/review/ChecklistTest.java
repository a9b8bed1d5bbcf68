package dev.routeguard.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChecklistTest {
  private static final PolicyBook STARTER = new PolicyFiles().starter(Mode.DENY);
  private static final Estate ESTATE =
      Manifests.estate(
          Manifests.CLASSES,
          Manifests.service("shop", "web", 2, 0),
          Manifests.service("shop", "pay", 1, 0),
          Manifests.ingress("shop", "shop", "shop.example.com", "/=web", "/pay=pay"));

  private static Checklist of(Change change) {
    return new Checklist(
        Review.of(change, ESTATE, STARTER), List.of("kubectl routeguard restore r-1"));
  }

  private static Change paths(String... paths) {
    return Manifests.apply(ESTATE, Manifests.ingress("shop", "shop", "shop.example.com", paths));
  }

  @Test
  void it_says_what_is_touched_what_to_test_and_how_to_put_it_back() {
    assertThat(of(paths("/=web")).markdown(4096))
        .isEqualTo(
            """
            ## What it touches
            - update Ingress/shop/shop by alice
            - 1 route on 1 host in 1 namespace; ready endpoints 1 before, 2 after
            - shop.example.com/pay is lost: was shop/pay:8080, now shop/web:8080
            - found: High shop.example.com loses /pay (was pay:8080, 1 ready endpoint; now web:8080, 2 ready endpoints); 1 of 2 routes on this host

            ## What to test after it
            - [ ] `curl -sS -o /dev/null -w '%{http_code}\\n' 'http://shop.example.com/pay'` is answered by shop/web:8080

            ## How to put it back
            - [ ] kubectl routeguard restore r-1
            """);
  }

  @Test
  void a_change_of_nothing_has_none() {
    assertThat(of(paths("/=web", "/pay=pay")).markdown(4096)).isEmpty();
  }

  @Test
  void what_is_long_is_counted_and_what_does_not_fit_is_said_to_be_cut() {
    var many = IntStream.range(0, 30).mapToObj("/p%d=pay"::formatted).toArray(String[]::new);
    var text = of(paths(many)).markdown(100_000);
    assertThat(text).contains("- and ");
    assertThat(text.lines().filter(line -> line.startsWith("- [ ] `")).count()).isEqualTo(20);

    var cut = of(paths(many)).markdown(200);
    assertThat(cut).hasSize(200).endsWith("- and more, which did not fit\n");
    assertThat(of(paths(many)).markdown(text.length())).isEqualTo(text);
  }

  @Test
  void what_users_wrote_can_not_begin_a_line_of_ours() {
    var text = of(paths("/=web", "/`x`\\n## forged=pay")).markdown(4096);
    assertThat(text.lines().toList()).doesNotContain("## forged=pay");
    assertThat(text).doesNotContain("``");
  }
}
