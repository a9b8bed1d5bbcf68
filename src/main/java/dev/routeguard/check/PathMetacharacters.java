package dev.routeguard.check;

import com.google.re2j.Pattern;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.from.IngressRule;
import dev.routeguard.routing.from.Ingresses;
import java.util.ArrayList;
import java.util.List;

/**
 * R12. Characters that mean something to an expression or to a configuration file, in a path that
 * is read as text; CVE-2021-25745, CVE-2026-24512.
 */
public final class PathMetacharacters implements StateCheck {
  static final String NAME = "path-metacharacters";
  private static final String ALLOWED = "allowed";
  private static final String NGINX = "nginx.ingress.kubernetes.io/";
  private static final Pattern QUOTING = Pattern.compile("[\"'`;\\r\\n]");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "R12",
          NAME,
          "Regex or quoting characters in a literal path",
          Severity.HIGH,
          "An Exact or Prefix path has characters outside the allowed ones, or a path with"
              + " expressions has quotes, semicolons or line breaks.",
          List.of(
              ParameterSpec.regex(
                  ALLOWED,
                  "[A-Za-z0-9/_.~%@:,+=-]",
                  "Expression for the characters that a literal path may have.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var literal = parameters.regex(ALLOWED);
    var found = new ArrayList<Found>();
    scope.present(Kind.INGRESS).forEach(ingress -> ofIngress(ingress, literal, found));
    scope.present(Kind.HTTP_ROUTE).forEach(route -> ofRoute(route, literal, found));
    return found;
  }

  private static void ofIngress(KubernetesObject ingress, Pattern literal, List<Found> found) {
    for (var rule : Ingresses.rules(ingress)) {
      var text = (rule.isExact() || rule.isPrefix()) && !isExpression(rule);
      if (isBad(rule.path(), text, literal)) {
        found.add(
            found(
                ingress,
                Wording.host(rule.host()) + rule.path(),
                rule.fieldPath() + ".path",
                rule.path()));
      }
    }
  }

  /** ingress-nginx reads every path of such an object as an expression, whatever its type says. */
  private static boolean isExpression(IngressRule rule) {
    return rule.annotation(NGINX + "use-regex").filter("true"::equals).isPresent()
        || rule.annotation(NGINX + "rewrite-target").isPresent();
  }

  private static void ofRoute(KubernetesObject route, Pattern literal, List<Found> found) {
    var rules = Tree.maps(route.map("spec"), "rules");
    for (int i = 0; i < rules.size(); i++) {
      var matches = Tree.maps(rules.get(i), "matches");
      for (int j = 0; j < matches.size(); j++) {
        var path = Tree.map(matches.get(j), "path");
        var value = Tree.text(path, "value", "/");
        var text = !Tree.text(path, "type", "PathPrefix").equals("RegularExpression");
        if (isBad(value, text, literal)) {
          var at = "spec.rules[%d].matches[%d].path.value".formatted(i, j);
          found.add(found(route, value, at, value));
        }
      }
    }
  }

  private static boolean isBad(String path, boolean text, Pattern literal) {
    return text ? !literal.matcher(path).replaceAll("").isEmpty() : QUOTING.matcher(path).find();
  }

  private static Found found(
      KubernetesObject object, String subject, String fieldPath, String path) {
    return Found.at(
        DESCRIPTION,
        object.ref(),
        subject,
        fieldPath,
        "path %s has characters that a literal path has no use for".formatted(path),
        "Use ImplementationSpecific with use-regex, or escape the characters.");
  }
}
