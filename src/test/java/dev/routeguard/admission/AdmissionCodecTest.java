package dev.routeguard.admission;

import static dev.routeguard.admission.ReviewJson.UID;
import static dev.routeguard.admission.ReviewJson.bytes;
import static dev.routeguard.admission.ReviewJson.ingress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.routeguard.admission.AdmissionRequest.NotOurs;
import dev.routeguard.admission.AdmissionRequest.Reviewable;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Operation;
import dev.routeguard.estate.Origin;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  private final AdmissionCodec codec = new AdmissionCodec(Clock.fixed(NOW, ZoneOffset.UTC));

  private Change change(String json) throws MalformedReviewException {
    var request = codec.decode(bytes(json));
    assertThat(request).isInstanceOf(Reviewable.class);
    assertThat(request.uid()).isEqualTo(UID);
    return ((Reviewable) request).call().change();
  }

  private AdmissionRequest decode(String json) throws MalformedReviewException {
    return codec.decode(bytes(json));
  }

  @Test
  void creation_tells_who_wants_what() throws Exception {
    var change = change(ReviewJson.create(ingress("shop", "shop.example.com")));

    assertThat(change.operation()).isEqualTo(Operation.CREATE);
    assertThat(change.before()).isNull();
    assertThat(change.ref()).hasToString("Ingress/shop/shop");
    assertThat(change.actor())
        .isEqualTo(
            new Actor(
                "alice", List.of("dev", "system:authenticated"), "kubectl-client-side-apply"));
    assertThat(change.origin()).isEqualTo(Origin.ADMISSION);
    assertThat(change.dryRun()).isFalse();
    assertThat(change.at()).isEqualTo(NOW);
  }

  @Test
  void integers_are_long_as_expressions_need_them() throws Exception {
    var change = change(ReviewJson.create(ingress("shop", "shop.example.com")));

    assertThat(change.subject().map("metadata")).containsEntry("generation", 2L);
  }

  @Test
  void update_has_before_and_after() throws Exception {
    var change = change(ReviewJson.update(ingress("shop", "a.com"), ingress("shop", "b.com")));

    assertThat(change.operation()).isEqualTo(Operation.UPDATE);
    assertThat(change.before().document().toString()).contains("a.com");
    assertThat(change.after().document().toString()).contains("b.com");
  }

  @Test
  void deletion_has_the_old_object_only() throws Exception {
    var change = change(ReviewJson.delete(ingress("shop", "a.com")));

    assertThat(change.operation()).isEqualTo(Operation.DELETE);
    assertThat(change.after()).isNull();
    assertThat(change.before()).isNotNull();
  }

  @Test
  void dry_run_is_known() throws Exception {
    var json = ReviewJson.review("CREATE", ingress("shop", "a.com"), "null", "\"dryRun\":true,");

    assertThat(change(json).dryRun()).isTrue();
  }

  @Test
  void object_that_has_only_a_generated_name_yet_goes_by_it() throws Exception {
    var object =
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
         "metadata":{"generateName":"shop-"},"spec":{}}""";

    assertThat(change(ReviewJson.create(object)).ref()).hasToString("Ingress/shop/shop-");
  }

  @Test
  void name_and_namespace_of_the_request_stand_in() throws Exception {
    var object = "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"Ingress\",\"spec\":{}}";
    var json = ReviewJson.review("CREATE", object, "null", "\"name\":\"checkout\",");

    assertThat(change(json).ref()).hasToString("Ingress/shop/checkout");
  }

  @Test
  void cluster_scoped_object_has_no_namespace() throws Exception {
    var object =
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"nginx"}}""";

    assertThat(change(ReviewJson.create(object)).ref()).hasToString("IngressClass/nginx");
  }

  @Test
  void older_version_of_a_kind_is_the_same_kind() throws Exception {
    var object =
        """
        {"apiVersion":"gateway.networking.k8s.io/v1beta1","kind":"HTTPRoute",
         "metadata":{"name":"r","namespace":"shop"},"spec":{}}""";

    assertThat(change(ReviewJson.create(object)).ref()).hasToString("HTTPRoute/shop/r");
  }

  @Test
  void other_kinds_subresources_and_connections_are_none_of_our_business() throws Exception {
    var pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}";
    var status =
        ReviewJson.review(
            "UPDATE", ingress("a", "b"), ingress("a", "b"), "\"subResource\":\"status\",");

    assertThat(decode(ReviewJson.create(pod))).isEqualTo(new NotOurs(UID));
    assertThat(decode(status)).isEqualTo(new NotOurs(UID));
    assertThat(decode(ReviewJson.review("CONNECT", "null", "null", "")))
        .isEqualTo(new NotOurs(UID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "true",
        "{}",
        "{\"kind\":\"AdmissionReview\"}",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\"}",
        "{\"kind\":\"Pod\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"1\"}}",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{}}",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":7}}",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"1\"}}",
        "{\"kind\":\"AdmissionReview\",\"kind\":\"AdmissionReview\"}"
      })
  void what_is_no_review_is_malformed(String json) {
    assertMalformed(json);
  }

  @Test
  void review_without_what_its_operation_needs_is_malformed() {
    var object = ingress("shop", "a.com");

    assertMalformed(ReviewJson.create("null"));
    assertMalformed(ReviewJson.delete("null"));
    assertMalformed(ReviewJson.update("null", object));
    assertMalformed(ReviewJson.update(object, "null"));
    assertMalformed(ReviewJson.update(ingress("a", "a.com"), ingress("b", "a.com")));
    assertMalformed(ReviewJson.review("PATCH", object, object, ""));
    assertMalformed(ReviewJson.create("{\"metadata\":{\"name\":\"x\"}}"));
    assertMalformed(ReviewJson.create("[1]"));
  }

  @Test
  void anything_after_the_review_is_malformed() {
    var json = ReviewJson.create(ingress("shop", "a.com"));

    assertMalformed(json + json);
    assertMalformed(json.substring(0, json.length() - 1));
  }

  @Test
  void duplicate_keys_at_any_depth_are_malformed() {
    var object = ingress("shop", "a.com").replace("\"spec\":{", "\"spec\":{},\"spec\":{");

    assertThatThrownBy(() -> decode(ReviewJson.create(object)))
        .isInstanceOf(MalformedReviewException.class)
        .hasMessageStartingWith("a field twice");
  }

  @Test
  void bombs_are_malformed() {
    assertMalformed("[".repeat(100_000));
    assertMalformed("{\"a\":".repeat(101) + "1" + "}".repeat(101));
    assertMalformed("{\"a\":" + "1".repeat(200) + "}");
    assertMalformed("{\"a\":[" + "1,".repeat(1_100_000) + "1]}");
    assertMalformed("{\"a\":\"" + "x".repeat(3 << 20) + "\"}");
  }

  @Test
  void messages_name_no_class_and_quote_nothing() {
    assertThatThrownBy(() -> decode("{\"<script>\":oops}"))
        .hasMessageMatching("not a JSON object, at line 1 column \\d+");
  }

  private void assertMalformed(String json) {
    assertThatThrownBy(() -> decode(json)).isInstanceOf(MalformedReviewException.class);
  }

  @Test
  void answer_echoes_the_uid_and_tells_why() throws Exception {
    var uid = "it is \"anything\" \u2028 at all";

    var review =
        encoded(uid, new Answer(false, "no\nway", List.of("mind"), Map.of("verdict", "Deny")));

    assertThat(review.get("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
    assertThat(review.get("kind").asText()).isEqualTo("AdmissionReview");
    var response = review.get("response");
    assertThat(response.get("uid").asText()).isEqualTo(uid);
    assertThat(response.get("allowed").asBoolean(true)).isFalse();
    assertThat(response.get("status").get("code").asInt()).isEqualTo(403);
    assertThat(response.get("status").get("reason").asText()).isEqualTo("Forbidden");
    assertThat(response.get("status").get("message").asText()).isEqualTo("no\nway");
    assertThat(response.get("warnings").get(0).asText()).isEqualTo("mind");
    assertThat(response.get("auditAnnotations").get("verdict").asText()).isEqualTo("Deny");
  }

  @Test
  void permission_is_short() throws Exception {
    var response = encoded(UID, Answer.allow()).get("response");

    assertThat(response.get("allowed").asBoolean()).isTrue();
    assertThat(response.fieldNames()).toIterable().containsExactly("uid", "allowed");
  }

  private JsonNode encoded(String uid, Answer answer) throws Exception {
    return new ObjectMapper().readTree(codec.encode(uid, answer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1h", "10s ", "1.5s", "99999999999s"})
  void timeout_that_is_no_duration_is_noticed(String timeout) {
    assertThat(AnswerTime.of(timeout)).isEmpty();
  }

  @Test
  void time_to_answer_is_less_than_the_caller_waits() {
    assertThat(AnswerTime.of("10s")).get().extracting(t -> t.review().toMillis()).isEqualTo(8_000L);
    assertThat(AnswerTime.of("10s")).get().extracting(t -> t.answer().toMillis()).isEqualTo(9_000L);
    assertThat(AnswerTime.of(null)).isEqualTo(AnswerTime.of("10s"));
    assertThat(AnswerTime.of("1m0s")).isEqualTo(AnswerTime.of("30s"));
    assertThat(AnswerTime.of("1s500ms"))
        .get()
        .extracting(t -> t.review().toMillis())
        .isEqualTo(1_200L);
    assertThat(AnswerTime.of("10ms")).get().extracting(t -> t.review().toMillis()).isEqualTo(100L);
  }
}
