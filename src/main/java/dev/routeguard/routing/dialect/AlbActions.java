package dev.routeguard.routing.dialect;

import static dev.routeguard.routing.dialect.AwsAlbDialect.PREFIX;

import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Action;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Share;
import dev.routeguard.routing.Untranslated;
import dev.routeguard.routing.from.IngressRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code actions.NAME} of AWS ALB: a backend with the port {@code use-annotation} is answered as
 * the annotation says (annotations.md "Actions").
 */
final class AlbActions {
  /** What {@code ssl-redirect} does with plain requests. */
  static final Action TO_TLS = new Action.RedirectTo(301, "https", "", 0, Action.PathChange.NONE);

  private AlbActions() {}

  static Action of(IngressReading reading, IngressRule rule, List<Untranslated> notes) {
    if (!rule.backend().port().equals("use-annotation")) {
      return new Action.Always(reading.forward(rule));
    }
    var key = PREFIX + "actions." + rule.backend().service();
    var action = AnnotationJson.object(IngressReading.annotation(rule.ingress(), key));
    return switch (Tree.text(action, "type")) {
      case "fixed-response" -> fixed(Tree.map(action, "fixedResponseConfig"));
      case "redirect" -> redirect(Tree.map(action, "redirectConfig"), rule, key, notes);
      case "forward" -> forward(reading, rule, action, key, notes);
      default -> unknown(reading, rule, key, notes);
    };
  }

  private static Action fixed(Map<String, Object> config) {
    var code = config.getOrDefault("statusCode", "").toString();
    int status = code.matches("[0-9]{3}") ? Integer.parseInt(code) : 503;
    return new Action.Always(new Outcome.Status(status, "a fixed response"));
  }

  private static Action redirect(
      Map<String, Object> config, IngressRule rule, String key, List<Untranslated> notes) {
    int code = Tree.text(config, "statusCode").endsWith("301") ? 301 : 302;
    var scheme = Tree.text(config, "protocol", "#{protocol}").toLowerCase(Locale.ROOT);
    var host = Tree.text(config, "host", "#{host}");
    var path = Tree.text(config, "path", "/#{path}");
    var port = config.getOrDefault("port", "#{port}").toString();
    var change =
        path.equals("/#{path}")
            ? Action.PathChange.NONE
            : new Action.PathChange(Action.PathChange.Kind.FULL, path);
    if ((path.contains("#{") && !path.equals("/#{path}"))
        || (host.contains("#{") && !host.equals("#{host}"))
        || !Tree.text(config, "query", "#{query}").equals("#{query}")) {
      var why = "a redirect put together of parts of the request is not modelled";
      notes.add(IngressAttributes.note(rule.ingress(), key, why));
    }
    return new Action.RedirectTo(
        code,
        scheme.equals("#{protocol}") ? "" : scheme,
        host.equals("#{host}") ? "" : host,
        port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0,
        change);
  }

  /** One target group, or several by weight. */
  private static Action forward(
      IngressReading reading,
      IngressRule rule,
      Map<String, Object> action,
      String key,
      List<Untranslated> notes) {
    var groups = Tree.maps(Tree.map(action, "forwardConfig"), "targetGroups");
    if (groups.isEmpty()) {
      return unknown(reading, rule, key, notes);
    }
    double total = groups.stream().mapToDouble(AlbActions::weight).sum();
    var shares = new ArrayList<Share>();
    for (Map<String, Object> group : groups) {
      double percent = total > 0 ? 100 * weight(group) / total : 100.0 / groups.size();
      shares.add(share(reading, rule, group, percent));
    }
    return new Action.Always(new Outcome.Forward(shares, reading.attributes(rule)));
  }

  private static double weight(Map<String, Object> group) {
    return Tree.number(group, "weight", 1);
  }

  /** A target group by its ARN can't be looked up. */
  private static Share share(
      IngressReading reading, IngressRule rule, Map<String, Object> group, double percent) {
    var service = Tree.text(group, "serviceName");
    var namespace = rule.ingress().ref().namespace();
    if (service.isEmpty()) {
      var arn = new Backend(namespace, Tree.text(group, "targetGroupARN"), "");
      return new Share(arn, percent, Share.Readiness.UNKNOWN, 0, 0);
    }
    var port = group.getOrDefault("servicePort", "").toString();
    return reading.share(new Backend(namespace, service, port), percent);
  }

  private static Action unknown(
      IngressReading reading, IngressRule rule, String key, List<Untranslated> notes) {
    notes.add(IngressAttributes.note(rule.ingress(), key, "no action that can be read"));
    return new Action.Always(reading.forward(rule));
  }
}
