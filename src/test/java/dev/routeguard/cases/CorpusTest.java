package dev.routeguard.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The answers that other projects wrote down for their own fixtures. Read from the folder that the
 * property {@code routeguard.cases} or the variable {@code ROUTEGUARD_CASES} names.
 */
class CorpusTest {
  /** Cases that are wrong, each with the sentence that says so. */
  private static final Map<String, String> DISPUTED =
      Map.of(
          "envoy-gateway/gateway-with-two-listeners-on-same-udp-port",
          "gateway_types.go, Gateway.spec.listeners: \"The implementation MUST NOT pick one"
              + " conflicting Listener as the winner. ALL indistinct Listeners must not be accepted"
              + " for processing.\" Envoy Gateway lets the first stand; its own row does so too.",
          "envoy-gateway/gateway-with-listener-with-mismatched-tls-key-cert",
          "The format of the cases: \"tls.key: UkVEQUNURUQ= stands for the key that belongs to the"
              + " certificate\"; the case is about a key that does not, and no key is ever read.");

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
    var disputed = new TreeSet<String>();
    int asked = 0;
    for (Path file : CaseFiles.below(List.of(folder))) {
      var routeCase = (RouteCase) CaseFiles.read(file);
      asked += routeCase.questions().size() + routeCase.conditions().size();
      var wrong = routeCase.failures(new CasePolicies());
      if (DISPUTED.containsKey(corpus + "/" + file.getParent().getFileName())) {
        assertThat(wrong).as("%s is listed as disputed", routeCase).isNotEmpty();
        disputed.add(routeCase.toString());
      } else {
        wrong.forEach(failure -> failures.add(file + ": " + failure));
      }
    }
    System.out.printf(
        "%s: %d answers and conditions, %d not as expected, disputed cases %s%n",
        corpus, asked, failures.size(), disputed);
    assertThat(asked).isPositive();
    assertThat(failures).isEmpty();
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
