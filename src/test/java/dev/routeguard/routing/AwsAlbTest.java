package dev.routeguard.routing;

import static dev.routeguard.routing.Scene.HOST;
import static dev.routeguard.routing.Scene.ingress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Manifests;
import dev.routeguard.estate.Manifests.IngressWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsAlbTest {
  private static final String ALB = "alb.ingress.kubernetes.io/";

  private final Scene alb = new Scene("aws-alb");

  private static IngressWriter grouped(String name, String order) {
    return ingress(name, HOST)
        .annotation(ALB + "group.name", "edge")
        .annotation(ALB + "group.order", order);
  }

  @Test
  void implementation_specific_paths_are_globs_in_the_order_written() {
    var specificFirst =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/pay/*", "pay")
            .path("ImplementationSpecific", "/*", "web");
    var catchAllFirst =
        ingress("a", HOST)
            .path("ImplementationSpecific", "/*", "web")
            .path("ImplementationSpecific", "/pay/*", "pay");

    assertThat(alb.answer("/pay/x", specificFirst.object())).isEqualTo("shop/pay:80");
    assertThat(alb.answer("/pay", specificFirst.object())).isEqualTo("shop/web:80");
    assertThat(alb.answer("/pay/x", catchAllFirst.object())).isEqualTo("shop/web:80");
  }

  @Test
  void exact_goes_before_the_longer_prefix_before_the_shorter() {
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .path("Prefix", "/pay", "pay")
            .path("Exact", "/pay", "empty")
            .object();

    assertThat(alb.answer("/pay", shop)).isEqualTo("503");
    assertThat(alb.answer("/pay/x", shop)).isEqualTo("shop/pay:80");
    assertThat(alb.answer("/payment", shop)).isEqualTo("shop/web:80");
  }

  @Test
  void within_a_group_the_lower_order_wins_whatever_the_path() {
    var wide = grouped("z", "-10").path("Prefix", "/", "web").object();
    var narrow = grouped("a", "10").path("Prefix", "/pay", "pay").object();

    assertThat(alb.answer("/pay", narrow, wide)).isEqualTo("shop/web:80");
    assertThat(
            alb.answer(
                "/pay",
                grouped("a", "0").path("Prefix", "/pay", "pay").object(),
                grouped("b", "0").path("Prefix", "/", "web").object()))
        .isEqualTo("shop/pay:80");
  }

  @Test
  void a_host_on_two_load_balancers_is_up_to_dns() {
    var one = ingress("a", HOST).path("Prefix", "/", "web").object();
    var two = ingress("b", HOST).path("Prefix", "/", "pay").object();

    assertThat(alb.answer("/", one, two)).isEqualTo("undefined");
  }

  @Test
  void no_target_and_no_service_are_both_503() {
    var shop = ingress("a", HOST).path("Prefix", "/empty", "empty").path("Prefix", "/gone", "gone");

    assertThat(alb.answer("/empty", shop.object())).isEqualTo("503");
    assertThat(alb.answer("/gone", shop.object())).isEqualTo("503");
  }

  @Test
  void a_wildcard_covers_any_number_of_labels_but_not_the_apex() {
    var wild = ingress("w", "*.example.com").path("Prefix", "/", "web").object();

    assertThat(alb.host("b.a.example.com", wild)).isEqualTo("shop/web:80");
    assertThat(alb.host("example.com", wild)).isEqualTo("404");
  }

  private static KubernetesObject acting(String action) {
    return Manifests.object(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: a
          namespace: shop
          annotations: {alb.ingress.kubernetes.io/actions.act: '%s'}
        spec:
          ingressClassName: edge
          rules:
          - http:
              paths:
              - path: /
                pathType: Prefix
                backend: {service: {name: act, port: {name: use-annotation}}}
        """
            .formatted(action));
  }

  @Test
  void actions_answer_in_the_backends_place() {
    var fixed =
        """
        {"type":"fixed-response","fixedResponseConfig":{"statusCode":"418"}}""";
    var redirect =
        """
        {"type":"redirect","redirectConfig":{"protocol":"HTTPS","port":"443","statusCode":"HTTP_301"}}""";
    var split =
        """
        {"type":"forward","forwardConfig":{"targetGroups":[
        {"serviceName":"web","servicePort":"80","weight":25},
        {"serviceName":"pay","servicePort":80,"weight":75}]}}""";

    assertThat(alb.answer("/", acting(fixed))).isEqualTo("418");
    assertThat(alb.answer("/a", acting(redirect))).isEqualTo("301 to https://shop.example.com/a");
    assertThat(alb.answer("/", acting(split.replace("\n", ""))))
        .isEqualTo("25 % shop/web:80, 75 % shop/pay:80");
  }

  @Test
  void conditions_on_method_and_header_narrow_a_rule() {
    var conditions =
        """
        [{"field":"http-request-method","httpRequestMethodConfig":{"values":["POST"]}},\
        {"field":"http-header","httpHeaderConfig":{"httpHeaderName":"X-Try","values":["a*","b"]}}]""";
    var shop =
        ingress("a", HOST)
            .path("Prefix", "/", "web")
            .annotation(ALB + "conditions.web", conditions)
            .object();
    var post = new Request(Scheme.HTTP, HOST, 80, "POST", "/", Map.of("x-try", "abc"));

    assertThat(alb.answer(post, shop)).isEqualTo("shop/web:80");
    assertThat(alb.answer("/", shop)).isEqualTo("404");
  }

  @Test
  void ssl_redirect_on_one_ingress_turns_the_whole_group() {
    var ports = "[{\"HTTP\":80},{\"HTTPS\":443}]";
    var shop = grouped("a", "0").path("Prefix", "/", "web").annotation(ALB + "listen-ports", ports);
    var other =
        Scene.ingress("b", "other.example.com")
            .path("Prefix", "/", "pay")
            .annotation(ALB + "group.name", "edge")
            .annotation(ALB + "ssl-redirect", "443");

    assertThat(alb.answer("/", shop.object())).isEqualTo("shop/web:80");
    assertThat(alb.answer("/", shop.object(), other.object()))
        .isEqualTo("301 to https://shop.example.com/");
    assertThat(alb.tls("/", shop.object(), other.object())).isEqualTo("shop/web:80");
  }

  @Test
  void a_certificate_without_listen_ports_closes_port_80() {
    var shop =
        ingress("a", HOST).path("Prefix", "/", "web").annotation(ALB + "certificate-arn", "arn:x");

    assertThat(alb.answer("/", shop.object())).isEqualTo("connection refused");
    assertThat(alb.tls("/", shop.object())).isEqualTo("shop/web:80");
  }
}
