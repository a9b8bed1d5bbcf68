package dev.routeguard.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How long requests took, in the order of magnitude. */
record Latencies(List<Duration> sorted) {
  Latencies {
    sorted = sorted.stream().sorted().toList();
  }

  static Latencies together(Collection<Latencies> rounds) {
    var all = new ArrayList<Duration>();
    rounds.forEach(round -> all.addAll(round.sorted));
    return new Latencies(all);
  }

  /** The smallest time within which so many per cent were answered, in milliseconds. */
  double percentile(double percent) {
    if (sorted.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.max(0, rank - 1)).toNanos() / 1e6;
  }

  int count() {
    return sorted.size();
  }
}
