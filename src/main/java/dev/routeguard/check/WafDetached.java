package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * X14. ALB takes it from wafv2-acl-arn and its kin, ingress-nginx has enable-modsecurity and
 * enable-owasp-core-rules.
 */
public final class WafDetached implements ChangeCheck {
  static final String NAME = "waf-detached";
  private static final String ALB = "alb.ingress.kubernetes.io/";
  private static final List<String> ARNS =
      List.of(
          ALB + "wafv2-acl-arn", ALB + "wafv2-acl-name", ALB + "waf-acl-id", ALB + "web-acl-id");
  private static final List<String> KEYS =
      Stream.concat(
              ARNS.stream(),
              Stream.of(
                  "nginx.ingress.kubernetes.io/enable-modsecurity",
                  "nginx.ingress.kubernetes.io/enable-owasp-core-rules"))
          .toList();

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X14",
          NAME,
          "Web application firewall detached",
          Severity.HIGH,
          "The web application firewall of an Ingress is taken away or switched off.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream().flatMap(WafDetached::found).toList();
  }

  private static Stream<Found> found(Change change) {
    var before = change.before();
    var after = change.after();
    if (before == null || after == null || before.ref().kind() != Kind.INGRESS) {
      return Stream.empty();
    }
    return KEYS.stream()
        .filter(key -> isOn(before, key) && !isOn(after, key))
        .filter(key -> !key.startsWith(ALB) || ARNS.stream().noneMatch(k -> isOn(after, k)))
        .map(
            key ->
                Found.at(
                    DESCRIPTION,
                    change.ref(),
                    key,
                    "metadata.annotations[%s]".formatted(key),
                    "%s loses its web application firewall (%s was %s)"
                        .formatted(change.ref(), key, before.annotations().get(key)),
                    "Put it back."));
  }

  private static boolean isOn(KubernetesObject object, String key) {
    var value = object.annotations().getOrDefault(key, "").strip();
    return !value.isEmpty() && !value.equals("false") && !value.equals("none");
  }
}
