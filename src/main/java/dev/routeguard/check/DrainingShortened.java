package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * S10. Requests that are under way when a target goes are cut off sooner, by what {@code
 * draining.tsv} lists.
 */
public final class DrainingShortened implements ChangeCheck {
  static final String NAME = "draining-shortened";
  private static final String MIN_SECONDS = "minSeconds";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "S10",
          NAME,
          "Draining shortened",
          Severity.MEDIUM,
          "The time a balancer waits for running requests becomes zero, falls by more than half, or"
              + " falls below minSeconds.",
          List.of(
              ParameterSpec.number(
                  MIN_SECONDS, 15, 0, 3600, "Shortest time to wait, in seconds.")));

  private final List<Setting> settings = Setting.load();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var least = parameters.decimal(MIN_SECONDS);
    return situation.changes().stream()
        .filter(change -> change.before() != null && change.after() != null)
        .flatMap(
            change ->
                settings.stream()
                    .filter(one -> one.kind().equals(change.ref().kind().kindName()))
                    .flatMap(one -> found(change, one, least).stream()))
        .toList();
  }

  private static Optional<Found> found(Change change, Setting setting, double least) {
    var old = setting.seconds(Objects.requireNonNull(change.before()));
    var now = setting.seconds(Objects.requireNonNull(change.after()));
    boolean isShort = now == 0 || now < old / 2 || now < least;
    return now >= old || !isShort
        ? Optional.empty()
        : Optional.of(
            Found.at(
                DESCRIPTION,
                change.ref(),
                setting.key(),
                "metadata.annotations[%s]".formatted(setting.key()),
                "%s waits %.0f s instead of %.0f s for running requests when a target goes"
                    .formatted(change.ref(), now, old),
                "Wait at least as long as the longest request takes."));
  }

  private record Setting(String kind, String key, String entry, double standard) {
    static List<Setting> load() {
      return Table.rows("draining.tsv", 4).stream()
          .map(
              row ->
                  new Setting(row.get(0), row.get(1), row.get(2), Double.parseDouble(row.get(3))))
          .toList();
    }

    double seconds(KubernetesObject object) {
      return AttributeList.value(object, key, entry)
          .filter(text -> text.matches("[0-9]{1,6}"))
          .map(Double::parseDouble)
          .orElse(standard);
    }
  }
}
