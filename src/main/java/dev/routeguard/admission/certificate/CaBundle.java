package dev.routeguard.admission.certificate;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The CA bundle in our webhook configuration. The chart owns the configuration and leaves the
 * bundle out; it is set here, under a field manager of its own and only where it differs, so that
 * nobody has to fight over it. Verbs: get, patch.
 */
final class CaBundle {
  private static final String FIELD_MANAGER = "routeguard-webhook";
  private static final PatchContext JSON_PATCH =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(FIELD_MANAGER)
          .build();

  /** What became of it. */
  enum State {
    /** It was right already. */
    RIGHT,
    /** It was empty and is set. */
    SET,
    /** It was another one and is set. */
    REPAIRED,
    /** There is no such configuration. */
    MISSING
  }

  private final KubernetesClient client;
  private final String configuration;

  CaBundle(KubernetesClient client, String configuration) {
    this.client = client;
    this.configuration = configuration;
  }

  Resource<ValidatingWebhookConfiguration> resource() {
    return client
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(configuration);
  }

  /** Makes every webhook of the configuration trust these CAs. */
  State ensure(String authoritiesPem) {
    var found = resource().get();
    if (found == null) {
      return State.MISSING;
    }
    var wanted =
        Base64.getEncoder().encodeToString(authoritiesPem.getBytes(StandardCharsets.UTF_8));
    var present = found.getWebhooks().stream().map(CaBundle::bundle).toList();
    if (present.stream().allMatch(wanted::equals)) {
      return State.RIGHT;
    }
    resource().patch(JSON_PATCH, Serialization.asJson(patch(found, wanted)));
    return present.stream().allMatch(bundle -> bundle.isEmpty() || bundle.equals(wanted))
        ? State.SET
        : State.REPAIRED;
  }

  private static String bundle(ValidatingWebhook webhook) {
    var bundle = webhook.getClientConfig().getCaBundle();
    // The API server stores a line break where a chart asked for an empty bundle.
    return bundle == null || bundle.equals("Cg==") ? "" : bundle;
  }

  private static List<Map<String, String>> patch(
      ValidatingWebhookConfiguration found, String wanted) {
    var operations = new ArrayList<Map<String, String>>();
    // Positions in the list only mean something for the version that was read.
    operations.add(
        Map.of(
            "op",
            "test",
            "path",
            "/metadata/resourceVersion",
            "value",
            found.getMetadata().getResourceVersion()));
    for (int i = 0; i < found.getWebhooks().size(); i++) {
      operations.add(
          Map.of(
              "op",
              "add",
              "path",
              "/webhooks/%d/clientConfig/caBundle".formatted(i),
              "value",
              wanted));
    }
    return operations;
  }

  /** Whether a write was refused because somebody else's came first. */
  static boolean isOvertaken(KubernetesClientException e) {
    return e.getCode() == 409 || e.getCode() == 422;
  }
}
