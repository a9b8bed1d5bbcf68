package dev.routeguard.routing.from;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Untranslated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a Gateway API route is not modelled, by object and field. */
public final class GatewayNotes {
  private static final Set<String> FILTERS =
      Set.of(
          "RequestHeaderModifier",
          "ResponseHeaderModifier",
          "RequestMirror",
          "RequestRedirect",
          "URLRewrite",
          "CORS",
          "ExternalAuth");

  private final KubernetesObject route;
  private final List<Untranslated> notes = new ArrayList<>();

  private GatewayNotes(KubernetesObject route) {
    this.route = route;
  }

  public static List<Untranslated> of(KubernetesObject route) {
    var found = new GatewayNotes(route);
    found.notes.addAll(found.ofMatches());
    var rules = Tree.maps(route.map("spec"), "rules");
    for (int i = 0; i < rules.size(); i++) {
      var at = "spec.rules[" + i + "]";
      found.filters(rules.get(i), at);
      var backends = Tree.maps(rules.get(i), "backendRefs");
      for (int j = 0; j < backends.size(); j++) {
        found.filters(backends.get(j), at + ".backendRefs[" + j + "]");
      }
    }
    return List.copyOf(found.notes);
  }

  private List<Untranslated> ofMatches() {
    return switch (route.ref().kind()) {
      case HTTP_ROUTE -> HttpRoutes.notes(route);
      case GRPC_ROUTE -> GrpcRoutes.notes(route);
      default -> StreamRoutes.notes(route);
    };
  }

  private void filters(Map<String, Object> parent, String at) {
    var filters = Tree.maps(parent, "filters");
    for (int i = 0; i < filters.size(); i++) {
      var type = Tree.text(filters.get(i), "type");
      var where = at + ".filters[" + i + "]";
      if (type.equals("ExtensionRef")) {
        note(where + ".extensionRef", "an extension filter is not analysable");
      } else if (!FILTERS.contains(type)) {
        note(where + ".type", "filter \"" + type + "\" is not known");
      }
    }
  }

  private void note(String fieldPath, String why) {
    notes.add(new Untranslated(route.ref(), fieldPath, why));
  }
}
