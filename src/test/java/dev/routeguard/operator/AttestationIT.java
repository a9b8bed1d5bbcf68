package dev.routeguard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.routeguard.attestation.Proposal;
import dev.routeguard.cli.CommandRun;
import dev.routeguard.estate.Documents;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that need the word of others, and changes that belong together, as people make them. */
class AttestationIT {
  private static final Pattern COMMAND = Pattern.compile("kubectl routeguard (approval .*)");

  private static Installation installation;
  private static Shop shop;

  @TempDir private Path folder;

  @BeforeAll
  static void install() {
    installation = Installation.of(1);
    shop = installation.shop();
    installation.start("operator-0");
    shop.policy("no-lost-requests", "Deny", "route-lost", "route-taken-over");
    shop.write(
        """
        apiVersion: routeguard.dev/v1alpha1
        kind: ClusterRoutePolicy
        metadata: {name: reviewed}
        spec:
          mode: Deny
          match: {hosts: [pay.example.com]}
          requires:
            approvals: {count: 1, group: dev}
            ticket: OPS-[0-9]+
            checklist: [dashboards are open]
        """);
    for (var person : List.of("alice", "bob")) {
      installation
          .plane()
          .grant(
              person,
              shop.namespace(),
              List.of(
                  new PolicyRuleBuilder()
                      .withApiGroups("routeguard.dev")
                      .withResources("routeapprovals", "routechangesets")
                      .withVerbs("get", "list", "watch", "create", "delete")
                      .build()));
    }
    await("the policies are in force")
        .until(
            () -> denial(() -> apply(shop.alice(), ingress("probe", "pay.example.com"))) != null);
  }

  @AfterAll
  static void remove() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void the_denial_prints_the_commands_that_ask_and_grant_and_they_work() {
    var manifest = ingress("till", "pay.example.com");
    var denial = denial(() -> apply(shop.alice(), manifest));
    assertThat(denial)
        .contains("this change needs 1 approval from group dev, and has none")
        .contains("of the checklist one item is not acknowledged: dashboards are open");

    var commands = commands(denial);
    var asked = run("alice", commands.get(0).replace("TICKET", "OPS-7"));
    assertThat(asked.err()).isEmpty();
    assertThat(asked.out()).contains("Requested by alice for Ingress/shop/till");
    assertThat(run("alice", commands.get(1)).exitCode())
        .as("alice may say so, but it does not count")
        .isZero();
    assertThat(denial(() -> apply(shop.alice(), manifest))).contains("and has none");

    assertThat(run("bob", commands.get(1)).out()).contains("Approved by bob");
    await("the approval is known").until(() -> denial(() -> apply(shop.alice(), manifest)) == null);
    await("the record names who approved")
        .untilAsserted(
            () ->
                assertThat(shop.changesOf("till"))
                    .anySatisfy(
                        change -> {
                          List<String> words = change.get("spec", "attestations");
                          assertThat(words).anyMatch(word -> word.endsWith("approved by bob"));
                          assertThat(change.<String>get("spec", "checklist"))
                              .contains("## How to put it back");
                        }));
    assertThat(denial(() -> apply(shop.alice(), ingress("till", "pay.example.com", "/other"))))
        .as("other content is another change")
        .contains("and has none");
  }

  @Test
  void nobody_approves_in_the_name_of_somebody_else() {
    var forged =
        Shop.parse(
            """
            apiVersion: routeguard.dev/v1alpha1
            kind: RouteApproval
            metadata: {name: forged, namespace: shop}
            spec:
              object: {kind: Ingress, namespace: shop, name: pay}
              operation: Apply
              fingerprint: "%s"
              decision: Approved
              by: {user: bob, groups: [dev]}
              expiresAt: "2099-01-01T00:00:00Z"
            """
                .formatted("0".repeat(64)));

    assertThatThrownBy(() -> shop.alice().resource(forged).create())
        .hasMessageContaining("spec.by.user: you are alice, and nobody speaks for somebody else");
  }

  @Test
  void a_set_moves_a_host_in_an_order_that_alone_would_be_denied() throws IOException {
    apply(shop.alice(), ingress("old", "move.example.com"));
    assertThat(denial(() -> delete("old"))).contains("move.example.com");

    var file = Files.writeString(folder.resolve("new.yaml"), ingress("new", "move.example.com"));
    var plan = plan("-f", file.toString(), "--delete", "ingress/old", "--submit");
    assertThat(plan.exitCode()).as(plan.err() + plan.out()).isZero();
    assertThat(plan.out())
        .contains("create   Ingress/shop/new", "delete   Ingress/shop/old")
        .contains("No request is answered differently", "verdict: Admit");
    assertThat(plan.err()).contains("is in force until");

    delete("old");
    apply(shop.alice(), ingress("new", "move.example.com"));
    await("the records name the set")
        .untilAsserted(
            () -> {
              assertThat(inSets("old")).isNotEmpty();
              assertThat(inSets("new")).isNotEmpty();
            });
    await("the set is complete")
        .untilAsserted(
            () ->
                assertThat(sets())
                    .extracting(set -> set.get("status", "phase"))
                    .contains("Complete"));
  }

  @Test
  void a_set_that_is_bad_as_a_whole_is_denied_and_admits_nothing() {
    apply(shop.alice(), ingress("lone", "lone.example.com"));

    var plan = plan("--delete", "ingress/lone", "--submit");

    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.out()).contains("verdict: Deny", "lone.example.com");
    assertThat(denial(() -> delete("lone"))).contains("lone.example.com");

    var meant = plan("--allow-delete", "ingress/lone", "--submit");
    assertThat(meant.exitCode()).as(meant.err() + meant.out()).isZero();
    delete("lone");
  }

  @Test
  void a_set_that_is_denied_is_on_record() {
    apply(shop.alice(), ingress("kept", "kept.example.com"));
    await("the operator knows what is to be deleted")
        .until(() -> !shop.changesOf("kept").isEmpty());
    var live =
        shop.alice()
            .genericKubernetesResources("networking.k8s.io/v1", "Ingress")
            .inNamespace(shop.namespace())
            .withName("kept")
            .get();
    Map<String, Object> document =
        shop.alice().getKubernetesSerialization().convertValue(live, Map.class);
    var deletion = Proposal.deletionOf(Documents.read(document, Instant.EPOCH).orElseThrow());
    var set =
        Shop.parse(
            """
            apiVersion: routeguard.dev/v1alpha1
            kind: RouteChangeSet
            metadata: {name: bad, namespace: shop}
            spec:
              submittedBy: {user: alice}
              expiresAt: "%s"
              members:
              - object: {kind: Ingress, namespace: shop, name: kept}
                operation: Delete
                fingerprint: "%s"
            """
                .formatted(Instant.now().plusSeconds(600), deletion.fingerprint()));

    assertThat(denial(() -> shop.alice().resource(set).create())).contains("kept.example.com");
    await("the record of the denial")
        .untilAsserted(
            () ->
                assertThat(inSets("kept"))
                    .anySatisfy(
                        change -> {
                          assertThat(change.<String>get("spec", "changeSet")).isEqualTo("shop/bad");
                          assertThat(change.<String>get("status", "action")).isEqualTo("Denied");
                        }));
  }

  private List<GenericKubernetesResource> inSets(String name) {
    return shop.changesOf(name).stream()
        .filter(change -> change.get("spec", "changeSet") != null)
        .toList();
  }

  private static List<GenericKubernetesResource> sets() {
    return shop.admin()
        .genericKubernetesResources("routeguard.dev/v1alpha1", "RouteChangeSet")
        .inNamespace(shop.namespace())
        .list()
        .getItems();
  }

  private static CommandRun plan(String... words) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("plan", "-n", shop.namespace(), "--kubeconfig", kubeconfig("alice")),
                Arrays.stream(words))
            .toArray(String[]::new));
  }

  private static String kubeconfig(String person) {
    return installation.plane().kubeconfigOf(person).toString();
  }

  private static List<String> commands(String denial) {
    return COMMAND.matcher(denial).results().map(found -> found.group(1)).toList();
  }

  private static CommandRun run(String person, String command) {
    var words =
        Pattern.compile("'([^']*)'|(\\S+)")
            .matcher(command)
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1));
    return CommandRun.of(
        Stream.concat(words, Stream.of("--kubeconfig", kubeconfig(person))).toArray(String[]::new));
  }

  private static void apply(KubernetesClient person, String manifest) {
    person.resource(Shop.parse(manifest)).forceConflicts().serverSideApply();
  }

  private static void delete(String name) {
    shop.alice()
        .genericKubernetesResources("networking.k8s.io/v1", "Ingress")
        .inNamespace(shop.namespace())
        .withName(name)
        .delete();
  }

  private static String denial(Runnable attempt) {
    try {
      attempt.run();
      return null;
    } catch (KubernetesClientException e) {
      return e.getMessage();
    }
  }

  private static String ingress(String name, String host, String... paths) {
    var path = paths.length == 0 ? "/" : paths[0];
    return """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s, namespace: shop}
        spec:
          ingressClassName: %s
          rules:
          - host: %s
            http:
              paths:
              - path: %s
                pathType: Prefix
                backend: {service: {name: %s, port: {number: 8080}}}
        """
        .formatted(name, "nginx", host, path, "storefront");
  }
}
