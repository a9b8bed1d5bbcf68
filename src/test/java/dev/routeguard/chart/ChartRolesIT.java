package dev.routeguard.chart;

import static dev.routeguard.chart.RenderedChart.each;
import static dev.routeguard.chart.RenderedChart.text;
import static dev.routeguard.chart.RenderedChart.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator may do: over-broad operators are how one stolen token takes a cluster. */
class ChartRolesIT {
  private static final Set<String> READING = Set.of("get", "list", "watch");
  private static final Set<String> OWN_GROUPS = Set.of("routeguard.dev", "events.k8s.io");

  @TempDir static Path home;
  private static RenderedChart chart;
  private static Helm helm;

  @BeforeAll
  static void render() {
    helm = Helm.built(home);
    chart = helm.render();
  }

  @Test
  void nothing_is_granted_by_wildcard() {
    assertThat(allGrants(chart).toList())
        .hasSizeGreaterThan(20)
        .noneMatch(
            grant ->
                grant.group().contains("*")
                    || grant.resource().contains("*")
                    || grant.verb().contains("*"));
  }

  @Test
  void no_secret_can_be_read_outside_the_own_namespace() {
    assertThat(grants(chart.ofKind("ClusterRole")).map(Grant::resource))
        .doesNotContain("secrets", "configmaps");
  }

  @Test
  void pods_are_read_unless_that_is_switched_off() {
    assertThat(
            grants(chart.ofKind("ClusterRole"))
                .filter(grant -> grant.resource().equals("pods"))
                .map(Grant::verb))
        .containsExactlyInAnyOrder("list", "watch");
    assertThat(grants(helm.render("pods.read=false").ofKind("ClusterRole")).map(Grant::resource))
        .doesNotContain("pods");
  }

  @Test
  void certificates_can_be_listed_only_where_that_was_asked_for() {
    RenderedChart reading = helm.render("secrets.read=true");
    assertThat(
            grants(reading.ofKind("ClusterRole"))
                .filter(grant -> grant.resource().equals("secrets"))
                .map(Grant::verb))
        .containsExactlyInAnyOrder("list", "watch");
  }

  @Test
  void inside_it_only_the_certificate_can_be_read() {
    assertThat(grants(chart.ofKind("Role")).filter(grant -> grant.resource().equals("secrets")))
        .isNotEmpty()
        .allSatisfy(
            grant ->
                assertThat(grant.names().equals(List.of("routeguard-webhook-tls")))
                    .as(grant.toString())
                    .isEqualTo(!grant.verb().equals("create")));
  }

  @Test
  void routes_are_written_by_the_restorer_alone() {
    assertThat(writesToRoutes(chart))
        .isNotEmpty()
        .allSatisfy(grant -> assertThat(grant.role()).isEqualTo("routeguard-restorer"));
    assertThat(writesToRoutes(chart).map(Grant::verb)).doesNotContain("delete", "update");
  }

  @Test
  void without_rollback_no_route_can_be_written() {
    RenderedChart without = helm.render("rollback.enabled=false");
    assertThat(writesToRoutes(without)).isEmpty();
    assertThat(without.objects())
        .noneMatch(object -> text(object, "/metadata/name").endsWith("-restorer"));
  }

  @Test
  void the_webhook_configuration_is_touched_by_name_and_never_created_or_deleted() {
    assertThat(
            allGrants(chart)
                .filter(grant -> grant.resource().equals("validatingwebhookconfigurations")))
        .isNotEmpty()
        .allSatisfy(
            grant -> {
              assertThat(grant.names()).containsExactly("routeguard");
              assertThat(grant.verb()).isNotIn("create", "delete", "update");
            });
  }

  @Test
  void no_role_lets_the_operator_change_roles_or_policies() {
    assertThat(boundGrants(chart).filter(grant -> !READING.contains(grant.verb())))
        .isNotEmpty()
        .noneMatch(grant -> grant.group().equals("rbac.authorization.k8s.io"))
        .noneMatch(grant -> grant.resource().endsWith("routepolicies"));
  }

  @Test
  void every_grant_is_given_once() {
    assertThat(boundGrants(chart).map(Grant::withoutRole)).doesNotHaveDuplicates();
  }

  @Test
  void a_record_once_written_can_not_be_rewritten() {
    assertThat(
            boundGrants(chart)
                .filter(
                    grant -> List.of("routechanges", "routerevisions").contains(grant.resource()))
                .map(Grant::verb))
        .isNotEmpty()
        .doesNotContain("update", "patch");
  }

  @Test
  void only_those_may_touch_the_webhook_who_set_its_bundle() {
    assertThat(helm.render("webhook.certs.mode=certManager").objects())
        .noneMatch(
            object ->
                text(object, "/metadata/name").equals("routeguard-webhook")
                    && text(object, "/kind").startsWith("ClusterRole"));
  }

  @Test
  void whoever_edits_routes_may_give_their_word_and_take_it_back_but_not_edit_it() {
    assertThat(grants(List.of(chart.named("ClusterRole", "routeguard-edit"))))
        .extracting(Grant::resource)
        .containsOnly("routeapprovals", "routechangesets");
    assertThat(grants(List.of(chart.named("ClusterRole", "routeguard-edit"))).map(Grant::verb))
        .containsOnly("create", "delete");
  }

  @Test
  void people_may_read_records_but_not_write_them() {
    assertThat(grants(List.of(chart.named("ClusterRole", "routeguard-view"))).map(Grant::verb))
        .containsOnly("get", "list", "watch");
    assertThat(grants(List.of(chart.named("ClusterRole", "routeguard-admin"))).map(Grant::resource))
        .containsOnly("routepolicies");
  }

  private static Stream<Grant> writesToRoutes(RenderedChart of) {
    return boundGrants(of)
        .filter(grant -> !READING.contains(grant.verb()))
        .filter(grant -> !OWN_GROUPS.contains(grant.group()))
        .filter(
            grant -> of.named(grant.kind(), grant.role()).at("/metadata/namespace").isMissingNode())
        .filter(grant -> !grant.group().equals("admissionregistration.k8s.io"))
        // A question, which is asked by creating it.
        .filter(grant -> !grant.resource().equals("subjectaccessreviews"));
  }

  /** What the operator's ServiceAccount is bound to; the roles for people are not. */
  private static Stream<Grant> boundGrants(RenderedChart of) {
    List<String> bound =
        Stream.of("ClusterRoleBinding", "RoleBinding")
            .flatMap(kind -> of.ofKind(kind).stream())
            .map(binding -> text(binding, "/roleRef/name"))
            .toList();
    return allGrants(of).filter(grant -> bound.contains(grant.role()));
  }

  private static Stream<Grant> allGrants(RenderedChart of) {
    return Stream.of("ClusterRole", "Role").flatMap(kind -> grants(of.ofKind(kind)));
  }

  private static Stream<Grant> grants(List<JsonNode> roles) {
    return roles.stream().flatMap(role -> each(role, "/rules").flatMap(rule -> grants(role, rule)));
  }

  private static Stream<Grant> grants(JsonNode role, JsonNode rule) {
    return texts(rule, "/apiGroups").stream()
        .flatMap(
            group ->
                texts(rule, "/resources").stream()
                    .flatMap(
                        resource ->
                            texts(rule, "/verbs").stream()
                                .map(
                                    verb ->
                                        new Grant(
                                            text(role, "/kind"),
                                            text(role, "/metadata/name"),
                                            group,
                                            resource,
                                            texts(rule, "/resourceNames"),
                                            verb))));
  }

  private record Grant(
      String kind, String role, String group, String resource, List<String> names, String verb) {
    String withoutRole() {
      return "%s %s.%s %s".formatted(verb, resource, group, names);
    }
  }
}
