package dev.routeguard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeStatus;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server makes of the kinds: served, printed, explained, selected. */
@ExtendWith(ControlPlaneExtension.class)
class ApiServerKindsIT {
  private static final String API = "/apis/routeguard.dev/v1alpha1";

  private final KubernetesClient client;
  private final ObjectMapper json = new ObjectMapper();
  private final String namespace;

  ApiServerKindsIT(ControlPlane plane) {
    client = plane.adminClient();
    namespace = plane.newNamespace("kinds");
  }

  @BeforeAll
  static void install(ControlPlane plane) {
    OwnKinds.install(plane.adminClient());
  }

  @Test
  void every_kind_is_established_and_structural() {
    for (var name : new CrdGenerator().crds().keySet()) {
      var crd = client.apiextensions().v1().customResourceDefinitions().withName(name).get();
      assertThat(crd.getStatus().getConditions())
          .as(name)
          .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"))
          .noneMatch(c -> c.getType().equals("NonStructuralSchema"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "routepolicies, rpol",
    "clusterroutepolicies, crpol",
    "routechanges, rchg",
    "routereports, rrep",
    "routerevisions, rrev",
    "routeapprovals, rappr",
    "routechangesets, rcset"
  })
  void discovery_tells_short_name_and_category(String plural, String shortName) throws IOException {
    var resource = findByName(json.readTree(client.raw(API)).get("resources"), plural);

    assertThat(texts(resource.get("shortNames"))).containsExactly(shortName);
    assertThat(texts(resource.get("categories"))).containsExactly("routeguard");
  }

  @Test
  void record_comes_back_as_it_was_written() {
    var change = Samples.routeChange(namespace, "ingress-shop-1");

    var stored = client.resource(change).create();

    assertThat(stored.getSpec()).usingRecursiveComparison().isEqualTo(change.getSpec());
  }

  @Test
  void action_is_written_through_the_status() {
    var change = client.resource(Samples.routeChange(namespace, "ingress-shop-2")).create();
    assertThat(change.getStatus()).isNull();
    change.setStatus(new RouteChangeStatus());
    change.getStatus().action = ChangeAction.DENIED;

    var updated = client.resource(change).updateStatus();

    assertThat(updated.getStatus().action).isEqualTo(ChangeAction.DENIED);
  }

  @Test
  void report_is_written_with_its_findings_at_once() {
    var report = Samples.routeReport(namespace, "ingress-shop");

    var stored = client.resource(report).create();

    assertThat(stored.getStatus()).usingRecursiveComparison().isEqualTo(report.getStatus());
  }

  @Test
  void revision_keeps_free_form_state() {
    var revision = Samples.routeRevision(namespace, "ingress-shop-1");

    var stored = client.resource(revision).create();

    assertThat(stored.getSpec()).usingRecursiveComparison().isEqualTo(revision.getSpec());
  }

  @ParameterizedTest
  @CsvSource({
    "spec.verdict, Deny, Admit",
    "spec.origin, Admission, Watch",
    "spec.object.kind, Ingress, Service",
    "spec.object.name, shop, mail",
    "spec.actor.user, alice, bob"
  })
  void records_are_selected_by_field(String field, String present, String absent) {
    client.resource(Samples.routeChange(namespace, "selected")).create();

    assertThat(selected(field, present)).hasSize(1);
    assertThat(selected(field, absent)).isEmpty();
  }

  private List<RouteChange> selected(String field, String value) {
    return client
        .resources(RouteChange.class)
        .inNamespace(namespace)
        .withField(field, value)
        .list()
        .getItems();
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of("routechanges", "VERDICT ACTION KIND NAME ACTOR SUMMARY AGE"),
        Arguments.of("routepolicies", "MODE SEVERITY READY CHECKS AGE"),
        Arguments.of("clusterroutepolicies", "MODE SEVERITY READY CHECKS AGE"),
        Arguments.of("routereports", "KIND OBJECT CRITICAL HIGH MEDIUM LOW AGE"),
        Arguments.of("routerevisions", "KIND OBJECT REVISION REASON AGE"),
        Arguments.of("routeapprovals", "DECISION OPERATION KIND NAME BY TICKET EXPIRES AGE"),
        Arguments.of("routechangesets", "PHASE LANDED OF BY EXPIRES AGE"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void table_has_the_columns_people_ask_for(String plural, String columns) throws IOException {
    var shown = new ArrayList<String>();
    for (var column : table(API + "/" + plural).get("columnDefinitions")) {
      if (column.get("priority").asInt() == 0) {
        shown.add(column.get("name").asText());
      }
    }
    // The first column is the object's own name.
    assertThat(shown.subList(1, shown.size())).containsExactly(columns.split(" "));
  }

  @Test
  void table_row_answers_who_did_what() throws IOException {
    client.resource(Samples.routeChange(namespace, "row")).create();

    var row = table(API + "/namespaces/" + namespace + "/routechanges").get("rows").get(0);

    assertThat(texts(row.get("cells")))
        .startsWith(
            "row", "Deny", "null", "Ingress", "shop", "alice", "shop.example.com loses /pay");
  }

  @Test
  void explain_reads_the_descriptions() throws IOException {
    var schemas = json.readTree(client.raw("/openapi/v3" + API)).at("/components/schemas");

    var routeChange = schemas.get("dev.routeguard.v1alpha1.RouteChange");
    assertThat(routeChange.get("description").asText()).startsWith("The record of one change");
    assertThat(routeChange.at("/properties/spec/properties/verdict/description").asText())
        .startsWith("What the policies together say");
  }

  private JsonNode table(String path) throws IOException {
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(client.getMasterUrl().toString().replaceAll("/$", "") + path)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    var answer = http.sendAsync(request, String.class).join();
    assertThat(answer.code()).isEqualTo(200);
    return json.readTree(answer.body());
  }

  private static JsonNode findByName(JsonNode nodes, String name) {
    for (var node : nodes) {
      if (node.get("name").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no " + name + " in " + nodes);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
