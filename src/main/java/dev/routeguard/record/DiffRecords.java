package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.DeltaType;
import dev.routeguard.api.v1alpha1.ImpactBasis;
import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.api.v1alpha1.RecordedDelta;
import dev.routeguard.api.v1alpha1.RecordedDiff;
import dev.routeguard.api.v1alpha1.RecordedImpact;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RouteDelta;
import dev.routeguard.routing.RouteDiff;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a change does to traffic, in words and in structure, as records hold it. */
final class DiffRecords {
  private static final int MOST_ENTRY = 384;

  private DiffRecords() {}

  /** Absent where nothing changes for requests. */
  static @Nullable RecordedDiff of(RouteDiff diff) {
    if (diff.isEmpty()) {
      return null;
    }
    var recorded = new RecordedDiff();
    recorded.words =
        diff.deltas().stream()
            .limit(Limits.WORDS)
            .map(delta -> CleanText.of(delta.inWords(), Limits.MESSAGE))
            .toList();
    recorded.entries = diff.deltas().stream().limit(Limits.DELTAS).map(DiffRecords::entry).toList();
    recorded.total = diff.deltas().size();
    recorded.truncated = diff.deltas().size() > Limits.WORDS ? true : null;
    return recorded;
  }

  private static RecordedDelta entry(RouteDelta delta) {
    var entry = new RecordedDelta();
    entry.type = DeltaType.valueOf(delta.type().name());
    entry.entry = CleanText.of(delta.entry().toString(), MOST_ENTRY);
    entry.host = CleanText.of(delta.match().host(), Limits.HOST);
    entry.port = delta.witness().port();
    entry.match = CleanText.of(delta.match().toString(), Limits.PHRASE);
    entry.witness = CleanText.of(delta.witness().toString(), Limits.PHRASE);
    entry.before = CleanText.of(delta.before().inWords(), Limits.PHRASE);
    entry.after = CleanText.of(delta.after().inWords(), Limits.PHRASE);
    return entry;
  }

  /** Absent where nothing is touched. */
  static @Nullable RecordedImpact of(Impact impact) {
    if (impact.equals(Impact.NONE)) {
      return null;
    }
    var recorded = new RecordedImpact();
    recorded.routes = impact.routes();
    recorded.hosts = impact.hosts();
    recorded.namespaces = impact.namespaces();
    recorded.readyEndpointsBefore = impact.readyEndpointsBefore();
    recorded.readyEndpointsAfter = impact.readyEndpointsAfter();
    recorded.lostPercent = (int) Math.ceil(impact.lostPercent());
    recorded.basis = ImpactBasis.valueOf(impact.basis().toUpperCase(Locale.ROOT));
    return recorded;
  }
}
