package dev.routeguard.review;

import static dev.routeguard.check.Manifests.CLASSES;
import static dev.routeguard.check.Manifests.apply;
import static dev.routeguard.check.Manifests.delete;
import static dev.routeguard.check.Manifests.ingress;
import static dev.routeguard.check.Manifests.ingressWith;
import static dev.routeguard.check.Manifests.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenialTextTest {
  private static final String TLS = "tls: [{hosts: [shop.example.com], secretName: cert}],";

  private final PolicyFiles files = new PolicyFiles();
  private final PolicyBook deny = files.starter(Mode.DENY);
  private final Estate estate =
      Manifests.estate(
          CLASSES,
          service("shop", "web", 2, 0),
          service("shop", "pay", 3, 0),
          ingressWith("shop", "shop", "", TLS, "shop.example.com", "/cart=web", "/pay=pay"));

  @Test
  void a_denial_says_what_where_how_to_fix_it_and_which_policy() {
    var change =
        apply(estate, ingressWith("shop", "shop", "", TLS, "shop.example.com", "/cart=web"));
    assertThat(DenialText.denial(Review.of(change, estate, deny)))
        .startsWith(
            """
            ingresses "shop" is forbidden: routeguard no-lost-routes: shop.example.com loses /pay \
            (was pay:8080, 3 ready endpoints); 1 of 2 routes on this host.
              at spec.rules[0].http.paths. Keep the path, or move it to another Ingress first. \
            Witness: GET https://shop.example.com/pay
            routeguard small-steps: entry class:nginx loses 50 % of what it answers (1 of its 2 routes)""");
  }

  @Test
  void where_the_policy_says_to_read_more_is_told() {
    var policy =
        new PolicyFiles()
            .policy(
                """
                apiVersion: routeguard.dev/v1alpha1
                kind: ClusterRoutePolicy
                metadata: {name: ours}
                spec:
                  mode: Deny
                  docsUrl: https://wiki.example.com/routes
                  checks: [{name: route-lost}]
                """);
    var change =
        apply(estate, ingressWith("shop", "shop", "", TLS, "shop.example.com", "/cart=web"));
    assertThat(DenialText.denial(Review.of(change, estate, PolicyBook.of(List.of(policy)))))
        .endsWith(
            " Witness: GET https://shop.example.com/pay More: https://wiki.example.com/routes");
  }

  @Test
  void a_finding_on_another_object_names_it() {
    var change = delete(estate, new ObjectRef(Kind.SERVICE, "shop", "pay"));
    assertThat(DenialText.denial(Review.of(change, estate, deny)))
        .startsWith("services \"pay\" is forbidden: routeguard backends-must-serve: ")
        .contains("\n  at Ingress/shop/shop spec.rules[0].http.paths[1].backend. ");
  }

  @Test
  void many_findings_are_counted_not_listed() {
    var hosts =
        IntStream.range(0, 9)
            .mapToObj(i -> ingress("shop", "h" + i, "h" + i + ".example.com", "/=web"))
            .toArray(String[]::new);
    var many = Manifests.estate(CLASSES, service("shop", "web", 1, 0), String.join("---\n", hosts));
    var change = delete(many, new ObjectRef(Kind.SERVICE, "shop", "web"));
    var text = DenialText.denial(Review.of(change, many, deny));
    assertThat(text).endsWith("\nand 5 more").hasSizeLessThanOrEqualTo(4096);
    assertThat(text.lines().filter(line -> line.contains("routeguard backends"))).hasSize(5);
  }

  @Test
  void an_error_that_denies_is_told_as_one() {
    var policy =
        files.policy(
            """
            {kind: ClusterRoutePolicy, metadata: {name: p},
             spec: {mode: Deny, failurePolicy: Fail,
                    checks: [{name: mine, expression: 'object.nope == 1', message: m}]}}
            """);
    var change = apply(estate, ingress("shop", "new", "new.example.com", "/=web"));
    assertThat(DenialText.denial(Review.of(change, estate, PolicyBook.of(List.of(policy)))))
        .contains("routeguard p: mine could not be evaluated: ", "nope", "failurePolicy is Fail");
  }

  @Test
  void warnings_are_one_line_each_and_short() {
    var paths = IntStream.range(0, 80).mapToObj(i -> "/path-" + i + "=none-" + i);
    var change =
        apply(estate, ingress("shop", "new", "new.example.com", paths.toArray(String[]::new)));
    var warnings = DenialText.warnings(Review.of(change, estate, deny));
    assertThat(warnings).isNotEmpty().allMatch(text -> text.length() <= 256);
    assertThat(warnings).allMatch(text -> text.startsWith("routeguard backends-must-serve: "));
    assertThat(warnings).noneMatch(text -> text.contains("\n"));
    assertThat(warnings.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(4096);
  }
}
