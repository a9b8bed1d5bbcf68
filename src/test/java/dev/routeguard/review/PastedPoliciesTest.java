package dev.routeguard.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Manifests;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Policies in the style of the documentation of ValidatingAdmissionPolicy and of the CEL policies
 * that Kyverno collects, in own words: each admits the good object and denies the bad one.
 */
class PastedPoliciesTest {
  private static final PolicyFiles FILES = new PolicyFiles();
  private static final Estate ESTATE =
      Manifests.estate(
          Manifests.CLASSES,
          Manifests.service("shop", "web", 1, 0),
          """
          apiVersion: v1
          kind: Namespace
          metadata: {name: shop, labels: {environment: prod, owner: shop-team}}
          """);

  private static final String GOOD_INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: prod-shop
        namespace: shop
        labels: {app.kubernetes.io/name: shop, owner: shop-team, release: 1.4.2}
        annotations: {example.com/callback: "https://hooks.example.com/done", example.com/allow: "10.1.0.0/16"}
      spec:
        ingressClassName: nginx
        tls: [{hosts: [shop.example.com], secretName: shop-tls}]
        rules:
        - host: shop.example.com
          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}]}
      """;

  private static final String BAD_INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: Shop_2
        namespace: shop
        labels: {owner: somebody, release: v1}
        annotations:
          nginx.ingress.kubernetes.io/configuration-snippet: "alias /etc/passwd;"
          example.com/callback: "http://evil.test/done"
          example.com/allow: "0.0.0.0/0"
      spec:
        ingressClassName: other
        defaultBackend: {service: {name: web, port: {number: 8080}}}
        rules:
        - host: "*.example.org"
          http:
            paths:
            - {path: /etc/passwd, pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 8080}}}}
            - {path: /etc/passwd, pathType: Prefix, backend: {service: {name: web, port: {number: 22}}}}
      """;

  private static final String GOOD_SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: edge, namespace: shop, annotations: {example.com/memory: 512Mi}}
      spec:
        type: LoadBalancer
        loadBalancerSourceRanges: [10.0.0.0/8, 192.168.0.0/16]
        ports: [{name: https, port: 443, targetPort: 8443}]
        selector: {app: edge}
      """;

  private static final String BAD_SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: edge, namespace: shop, annotations: {example.com/memory: 4Gi}}
      spec:
        type: NodePort
        externalIPs: [203.0.113.9]
        loadBalancerSourceRanges: [0.0.0.0/0]
        ports: [{name: http, port: 80, nodePort: 30080}, {name: ssh, port: 22, nodePort: 30022}]
        selector: {app: edge}
      """;

  private static Stream<String> onIngress() {
    return Stream.of(
        "has(object.spec.tls) && object.spec.tls.size() > 0",
        "object.spec.rules.all(r, has(r.host) && !r.host.contains('*'))",
        "!has(object.spec.defaultBackend)",
        "object.spec.?ingressClassName.orValue('') in ['nginx', 'internal']",
        "!has(object.metadata.annotations) || !object.metadata.annotations.exists(k,"
            + " object.metadata.annotations[k].matches('\\\\s*alias\\\\s*.*;'))",
        "!object.metadata.?annotations.orValue({}).exists(k, k.endsWith('-snippet'))",
        "object.metadata.?annotations.orValue({}).all(k, v, !v.contains('/etc/'))",
        "!has(object.spec.rules) || object.spec.rules.all(r, !has(r.http) || !has(r.http.paths) ||"
            + " r.http.paths.all(p, !p.path.contains('/etc') && !p.path.contains('/root')))",
        "object.spec.rules.all(r, r.http.paths.all(p, p.pathType in ['Prefix', 'Exact']))",
        "has(object.metadata.labels) && 'app.kubernetes.io/name' in object.metadata.labels",
        "object.metadata.labels[?'owner'].orValue('') == namespaceObject.metadata.labels['owner']",
        "object.metadata.name.startsWith(namespaceObject.metadata.labels.environment + '-')",
        "!format.dns1123Subdomain().validate(object.metadata.name).hasValue()",
        "url(object.metadata.annotations['example.com/callback']).getScheme() == 'https'",
        "isURL(object.metadata.annotations['example.com/callback']) &&"
            + " url(object.metadata.annotations['example.com/callback']).getHostname().endsWith('.example.com')",
        "cidr('10.0.0.0/8').containsCIDR(object.metadata.annotations['example.com/allow'])",
        "isSemver(object.metadata.labels.release) &&"
            + " !semver(object.metadata.labels.release).isLessThan(semver('1.0.0'))",
        "object.spec.rules.map(r, r.host).all(h, object.spec.?tls.orValue([]).exists(t, h in t.hosts))",
        "sets.contains(['shop.example.com'], object.spec.rules.map(r, r.host))",
        "object.spec.rules.map(r, r.http.paths.map(p, p.path)).flatten().distinct().size()"
            + " == object.spec.rules.map(r, r.http.paths.size()).sum()",
        "object.spec.rules.all(r, r.host.find('[a-z]+$') == 'com')",
        "object.spec.rules.all(r, r.http.paths.all(p, p.backend.service.port.number >= 1024))",
        "request.operation != 'CREATE' || object.metadata.labels.owner != 'somebody'");
  }

  private static Stream<String> onRoutes() {
    return Stream.of(
        "routes.after.all(r, r.host != '' && !r.host.startsWith('*.'))",
        "routes.after.exists(r, r.host == 'shop.example.com' && r.served &&"
            + " r.backends.all(b, b.percent == 100.0 && b.readyEndpoints > 0))");
  }

  private static Stream<String> onService() {
    return Stream.of(
        "object.spec.type != 'NodePort'",
        "!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0",
        "object.spec.ports.all(p, p.port in [80, 443])",
        "object.spec.ports.all(p, !has(p.nodePort))",
        "object.spec.?loadBalancerSourceRanges.orValue(['0.0.0.0/0']).all(c,"
            + " cidr(c).prefixLength() >= 8 && !cidr(c).containsIP('203.0.113.1'))",
        "object.spec.loadBalancerSourceRanges.all(c, isCIDR(c) &&"
            + " ip(c.split('/')[0]).isGlobalUnicast())",
        "quantity(object.metadata.annotations['example.com/memory']).isLessThan(quantity('1Gi'))",
        "object.spec.ports.map(p, p.port).max() == 443 && object.spec.ports.map(p, p.port).isSorted()",
        "object.spec.ports.transformList(i, p, p.name == 'https' || i > 0).all(fine, fine)");
  }

  @TestFactory
  Stream<DynamicTest> what_people_paste_admits_the_good_and_denies_the_bad() {
    var routed = BAD_INGRESS.replace("ingressClassName: other", "ingressClassName: nginx");
    return Stream.of(
            onRoutes().map(source -> test(source, GOOD_INGRESS, routed)),
            onIngress().map(source -> test(source, GOOD_INGRESS, BAD_INGRESS)),
            onService().map(source -> test(source, GOOD_SERVICE, BAD_SERVICE)))
        .flatMap(tests -> tests);
  }

  private static DynamicTest test(String source, String good, String bad) {
    return DynamicTest.dynamicTest(
        source,
        () -> {
          assertThat(review(book(source), good).errors()).isEmpty();
          assertThat(review(book(source), good).verdict()).isEqualTo(Verdict.ADMIT);
          assertThat(review(book(source), bad).errors()).isEmpty();
          assertThat(review(book(source), bad).verdict()).isEqualTo(Verdict.DENY);
        });
  }

  private static PolicyBook book(String... sources) {
    var validations =
        String.join(
            "",
            Stream.of(sources)
                .map(
                    source ->
                        "  - expression: >-\n      %s\n    message: no\n    reason: Invalid\n"
                            .formatted(source))
                .toList());
    return PolicyBook.of(
        List.of(
            FILES.policy(
                """
                    apiVersion: routeguard.dev/v1alpha1
                    kind: ClusterRoutePolicy
                    metadata: {name: pasted}
                    spec:
                      mode: Deny
                      validations:
                    """
                    + validations)));
  }

  private static Review review(PolicyBook book, String manifest) {
    return Review.of(Manifests.apply(ESTATE, manifest), ESTATE, book);
  }

  @Test
  void the_example_of_the_documentation_with_composed_variables_works() {
    var policy =
        FILES.policy(
            """
                apiVersion: routeguard.dev/v1alpha1
                kind: ClusterRoutePolicy
                metadata: {name: names-match-environment}
                spec:
                  mode: Deny
                  failurePolicy: Fail
                  matchConditions:
                  - name: exclude-leases
                    expression: '!(request.resource.group == "coordination.k8s.io" && request.resource.resource == "leases")'
                  - name: exclude-kubelets
                    expression: '!("system:nodes" in request.userInfo.groups)'
                  variables:
                  - name: environment
                    expression: "'environment' in namespaceObject.metadata.labels ? namespaceObject.metadata.labels['environment'] : 'prod'"
                  - name: exempt
                    expression: "'exempt' in object.metadata.labels && object.metadata.labels['exempt'] == 'true'"
                  - name: hosts
                    expression: object.spec.rules.map(r, r.host)
                  - name: hostsToCheck
                    expression: variables.hosts.filter(h, h.contains('example.org'))
                  validations:
                  - expression: "variables.exempt || variables.hostsToCheck.all(h, h.startsWith(variables.environment + '.'))"
                    messageExpression: "'only ' + variables.environment + ' hosts in ' + namespaceObject.metadata.name"
                """);
    var book = PolicyBook.of(List.of(policy));
    assertThat(review(book, GOOD_INGRESS).verdict()).isEqualTo(Verdict.ADMIT);
    assertThat(review(book, BAD_INGRESS).findings())
        .singleElement()
        .matches(judged -> judged.finding().message().equals("only prod hosts in shop"));
  }

  @Test
  void fields_stay_as_they_were_where_a_policy_compares_old_and_new() {
    var book =
        book(
            "oldObject == null || object.spec.ingressClassName == oldObject.spec.ingressClassName");
    var known = ESTATE.with(Manifests.object(GOOD_INGRESS));
    Change moved =
        Manifests.apply(
            known, GOOD_INGRESS.replace("ingressClassName: nginx", "ingressClassName: other"));
    assertThat(Review.of(moved, known, book).verdict()).isEqualTo(Verdict.DENY);
    assertThat(Review.of(Manifests.apply(known, GOOD_INGRESS), known, book).verdict())
        .isEqualTo(Verdict.ADMIT);
  }

  @Test
  void hostile_policies_end_as_errors_and_the_others_judge_all_the_same() {
    var hostile =
        book(
            "lists.range(9999).all(a, lists.range(9999).all(b, a + b >= 0))",
            "object.metadata.name.matches('((a{900}){900}){900}')",
            "lists.range(90).all(a, lists.range(90).all(b, 'aaaaaaaaaaaaaaaa'.matches('(a|aa)+$')))");
    var good =
        FILES.policy(
            """
                apiVersion: routeguard.dev/v1alpha1
                kind: ClusterRoutePolicy
                metadata: {name: good}
                spec:
                  mode: Deny
                  validations: [{expression: "!has(object.spec.defaultBackend)", message: none}]
                """);
    var review = review(hostile.with(good), BAD_INGRESS);
    assertThat(review.errors()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(review.findings())
        .singleElement()
        .matches(found -> found.policy().name().equals("good"));
    assertThat(review.verdict()).isEqualTo(Verdict.DENY);
  }

  @Test
  void an_explanation_says_which_part_does_not_match_and_what_each_check_saw() {
    var policy =
        FILES.policy(
            """
                apiVersion: routeguard.dev/v1alpha1
                kind: ClusterRoutePolicy
                metadata: {name: explained}
                spec:
                  mode: Deny
                  match: {kinds: [Ingress, HTTPRoute], hosts: ["*.example.com"]}
                  checks: [{name: backend-service-missing}, {name: route-lost}]
                  validations: [{expression: "!has(object.spec.defaultBackend)", message: none}]
                """);
    var book = PolicyBook.of(List.of(policy));
    var bad = Manifests.object(BAD_INGRESS);
    var words = PolicyExplanation.of(policy, book, bad, ESTATE.with(bad), Manifests.NOW).inWords();
    assertThat(words)
        .contains("ClusterRoutePolicy/explained (Deny) does not govern Ingress/shop/Shop_2\n")
        .contains("  yes kinds: wants HTTPRoute, Ingress, has Ingress\n")
        .contains("  no  hosts: wants *.example.com, has *.example.org, every host\n")
        .contains("  -         route-lost: is about changes alone\n")
        .contains("  violated  validation-1: is false: none\n");
    assertThat(Census.of(book, ESTATE.with(bad), Manifests.NOW))
        .containsEntry("ClusterRoutePolicy/explained", new Census.Count(0, 0, ""));
    var good = Manifests.object(GOOD_INGRESS);
    assertThat(Census.of(book, ESTATE.with(bad).with(good), Manifests.NOW))
        .containsEntry("ClusterRoutePolicy/explained", new Census.Count(1, 0, ""));
  }
}
