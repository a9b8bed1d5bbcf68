package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.routing.Outcome.Forward;
import dev.routeguard.routing.RouteDelta;
import java.util.List;
import java.util.Optional;

/**
 * G03. A change of what users get at a time when nothing is to change. Changes without effect on
 * requests pass, and so does what only brings back routes that nobody answered.
 */
public final class FreezeWindow implements ChangeCheck {
  static final String NAME = "freeze-window";
  private static final String WINDOWS = "windows";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "G03",
          NAME,
          "Change inside a freeze window",
          Severity.HIGH,
          "Routing changes at a time that lies in one of the windows; repairs pass.",
          List.of(
              ParameterSpec.windows(
                  WINDOWS,
                  "When nothing may change: {from, until, reason} with instants such as"
                      + " 2026-12-23T16:00:00Z, or {cron, duration, zone, reason} such as"
                      + " {cron: \"0 16 * * 5\", duration: 64h, zone: Europe/Berlin}.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var windows = parameters.windows(WINDOWS);
    if (windows.isEmpty() || situation.diff().deltas().stream().allMatch(FreezeWindow::repairs)) {
      return List.of();
    }
    return situation.changes().stream()
        .filter(FreezeWindow::isMeant)
        .flatMap(change -> found(change, windows).stream())
        .toList();
  }

  private static boolean repairs(RouteDelta delta) {
    return delta.before() instanceof Forward old && !old.isServed();
  }

  private static boolean isMeant(Change change) {
    return change.before() == null
        || change.after() == null
        || !Fingerprint.same(change.before(), change.after());
  }

  private static Optional<Found> found(Change change, List<TimeWindow> windows) {
    return windows.stream()
        .filter(window -> window.holds(change.at()))
        .findFirst()
        .map(
            window ->
                Found.at(
                    DESCRIPTION,
                    change.ref(),
                    "window",
                    "",
                    "%s changes routing at %s, inside a freeze window%s"
                        .formatted(
                            change.ref(),
                            change.at(),
                            window.reason().isEmpty() ? "" : " (" + window.reason() + ")"),
                    "Wait until the window is over, or use break-glass."));
  }
}
