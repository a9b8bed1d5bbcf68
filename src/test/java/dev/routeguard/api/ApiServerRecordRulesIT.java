package dev.routeguard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteRevisionSpec;
import dev.routeguard.api.v1alpha1.VerdictName;
import dev.routeguard.controlplane.ControlPlane;
import dev.routeguard.controlplane.ControlPlaneExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records stay as they were written: the API server refuses edits, and in which words. */
@ExtendWith(ControlPlaneExtension.class)
class ApiServerRecordRulesIT {
  private final KubernetesClient client;
  private final String namespace;

  ApiServerRecordRulesIT(ControlPlane plane) {
    client = plane.adminClient();
    namespace = plane.newNamespace("rules");
  }

  @BeforeAll
  static void install(ControlPlane plane) {
    OwnKinds.install(plane.adminClient());
  }

  static Stream<Arguments> changeEdits() {
    return Stream.of(
        changeEdit("verdict", change -> change.getSpec().verdict = VerdictName.ADMIT),
        changeEdit("user", change -> change.getSpec().actor.user = "bob"),
        changeEdit("finding", change -> change.getSpec().findings = null),
        changeEdit("sentence", change -> change.getSpec().diff.words = List.of("no change")),
        changeEdit("time", change -> change.getSpec().time = Samples.NOON.plusSeconds(1)));
  }

  private static Arguments changeEdit(String what, Consumer<RouteChange> edit) {
    return Arguments.of(what, edit);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changeEdits")
  void spec_of_a_record_is_never_edited(String what, Consumer<RouteChange> edit) {
    var change = client.resource(Samples.routeChange(namespace, "record")).create();
    edit.accept(change);

    assertThatThrownBy(() -> client.resource(change).update())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("the spec of a RouteChange is a record: it must not be changed");
  }

  @Test
  void record_may_be_labelled() {
    var change = client.resource(Samples.routeChange(namespace, "record")).create();
    change.getMetadata().setLabels(Map.of("reviewed-by", "carol"));

    assertThat(client.resource(change).update().getMetadata().getLabels())
        .containsEntry("reviewed-by", "carol");
  }

  @Test
  void record_with_a_patch_does_not_say_that_it_was_left_out() {
    var change = Samples.routeChange(namespace, "record");
    change.getSpec().patchOmitted = true;

    assertThatThrownBy(() -> client.resource(change).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("`patchOmitted` must not be true beside a `patch`");
  }

  @Test
  void record_names_its_object() {
    var change = Samples.routeChange(namespace, "record");
    change.getSpec().object.name = "";

    assertThatThrownBy(() -> client.resource(change).create())
        .hasMessageContaining("spec.object.name: Required value");
  }

  static Stream<Arguments> revisionEdits() {
    return Stream.of(
        revisionEdit("hash", spec -> spec.hash = "another"),
        revisionEdit("kind", spec -> spec.state = Map.of("kind", "Service")),
        revisionEdit("deep in the state", spec -> spec.state = withHost("b.example.com")));
  }

  private static Arguments revisionEdit(String what, Consumer<RouteRevisionSpec> edit) {
    return Arguments.of(what, edit);
  }

  private static Map<String, Object> withHost(String host) {
    var rules = List.of(Map.of("host", host));
    return Map.of("kind", "Ingress", "spec", Map.of("rules", rules));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("revisionEdits")
  void revision_is_never_edited(String what, Consumer<RouteRevisionSpec> edit) {
    var sample = Samples.routeRevision(namespace, "revision");
    sample.getSpec().state = withHost("a.example.com");
    var revision = client.resource(sample).create();
    edit.accept(revision.getSpec());

    assertThatThrownBy(() -> client.resource(revision).update())
        .hasMessageContaining("the spec of a RouteRevision is a record: it must not be changed");
  }

  @Test
  void report_stays_with_its_object() {
    var report = client.resource(Samples.routeReport(namespace, "report")).create();
    report.getSpec().object.name = "another";

    assertThatThrownBy(() -> client.resource(report).update())
        .hasMessageContaining("a RouteReport is about one object");
  }
}
