package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.routeguard.routing.RouteTables;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The answers that other projects wrote down for their own fixtures. Read from the folder that the
 * property {@code routeguard.cases} or the variable {@code ROUTEGUARD_CASES} names.
 */
class CorpusTest {
  /** Routes and listeners in kinds that the Estate does not read; a case with one is left out. */
  private static final Set<String> KINDS_NOT_READ =
      Set.of("ListenerSet", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute");

  @Test
  void the_model_answers_as_our_own_cases_say() throws URISyntaxException {
    var own = Objects.requireNonNull(CorpusTest.class.getResource("/cases/routes"));
    ask("own", Path.of(own.toURI()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway-api-conformance",
        "envoy-gateway",
        "ingress-conformance",
        "ingress-nginx-by-traefik",
        "kong-ingress",
        "skipper-ingress",
        "traefik-ingress",
        "migration"
      })
  void the_model_answers_as_the_corpus_says(String corpus) {
    ask(corpus, folder().resolve("routes").resolve(corpus));
  }

  private static void ask(String corpus, Path folder) {
    var failures = new ArrayList<String>();
    int asked = 0;
    int leftOut = 0;
    for (RouteCase routeCase : new RouteCases().below(folder)) {
      var tables = RouteTables.of(routeCase.estate());
      boolean isRead = routeCase.unreadKinds().stream().noneMatch(KINDS_NOT_READ::contains);
      for (RouteCase.Question question : routeCase.questions()) {
        if (isRead && question.unanswerable() == null) {
          asked++;
          failure(routeCase, question, tables).ifPresent(failures::add);
        } else {
          leftOut++;
        }
      }
    }
    System.out.printf(
        "%s: %d of %d requests answered as expected, %d left out%n",
        corpus, asked - failures.size(), asked, leftOut);
    assertThat(asked).isPositive();
    assertThat(failures).isEmpty();
  }

  private static Optional<String> failure(
      RouteCase routeCase, RouteCase.Question question, RouteTables tables) {
    var outcome = tables.answer(question.entry(), question.request());
    return Expectation.violation(question.expect(), outcome)
        .map(why -> routeCase + ": " + question.entry() + " " + question.request() + ": " + why);
  }

  private static Path folder() {
    var named =
        Optional.ofNullable(System.getProperty("routeguard.cases"))
            .or(() -> Optional.ofNullable(System.getenv("ROUTEGUARD_CASES")))
            .map(Path::of);
    assumeTrue(
        named.filter(Files::isDirectory).isPresent(),
        "no case corpora: set ROUTEGUARD_CASES to the folder that holds them");
    return named.orElseThrow();
  }
}
