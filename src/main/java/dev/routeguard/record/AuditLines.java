package dev.routeguard.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.review.Review;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line of JSON for each decision, for whoever collects the log: records have an end, and leave
 * with their namespace.
 */
public final class AuditLines implements Announcer {
  private static final Logger LOG = Logger.getLogger("AUDIT");
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public void decided(RouteChange record, ChangeAction action, @Nullable Review review) {
    LOG.info(line(record, action));
  }

  @Override
  public void dropped(String what, String why) {
    LOG.error(json(Map.of("action", "Dropped", "what", what, "why", why)));
  }

  private static String line(RouteChange record, ChangeAction action) {
    var spec = record.getSpec();
    var actor = ChangeRecords.actor(spec.actor);
    var line = new LinkedHashMap<String, Object>();
    line.put("action", action.toString());
    line.put("verdict", String.valueOf(spec.verdict));
    line.put("object", StoredState.ref(spec.object).map(Object::toString).orElse(""));
    line.put("operation", String.valueOf(spec.operation));
    line.put("actor", actor.user());
    line.put("fieldManager", actor.fieldManager());
    line.put("summary", spec.summary == null ? "" : spec.summary);
    line.put("record", record.getMetadata().getNamespace() + "/" + record.getMetadata().getName());
    return json(line);
  }

  private static String json(Map<String, ?> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }
}
