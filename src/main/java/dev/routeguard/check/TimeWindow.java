package dev.routeguard.check;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A window of time as policies write it: once, between two instants, or again and again by a cron
 * expression of five fields (minute, hour, day of month, month, day of week), a duration and a time
 * zone.
 */
public sealed interface TimeWindow {
  /** Longest a recurring window may last. */
  Duration LONGEST = Duration.ofDays(31);

  /** Whether a moment lies in the window. */
  boolean holds(Instant at);

  /** Why the window is there, for the message; empty where nobody said. */
  String reason();

  /** From the first instant on, until before the second. */
  record Once(Instant from, Instant until, String reason) implements TimeWindow {
    @Override
    public boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /** Whenever the cron expression fires, for as long as the duration says. */
  record Recurring(String cron, Duration duration, ZoneId zone, String reason)
      implements TimeWindow {
    @Override
    public boolean holds(Instant at) {
      // The library gives the last firing strictly before; a window holds its first second.
      return ExecutionTime.forCron(parser().parse(cron))
          .lastExecution(at.plusSeconds(1).atZone(zone))
          .filter(fired -> at.isBefore(fired.toInstant().plus(duration)))
          .isPresent();
    }

    private static CronParser parser() {
      return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    }
  }

  /** Either a window or what is wrong with what was written. */
  record Reading(Optional<TimeWindow> window, Optional<String> problem) {
    private static Reading of(TimeWindow window) {
      return new Reading(Optional.of(window), Optional.empty());
    }

    private static Reading wrong(String problem) {
      return new Reading(Optional.empty(), Optional.of(problem));
    }
  }

  static Reading read(Object given) {
    if (!(given instanceof Map<?, ?> map)) {
      return Reading.wrong("a window is a map with from and until, or cron and duration");
    }
    try {
      return map.containsKey("cron") ? recurring(map) : once(map);
    } catch (DateTimeParseException e) {
      return Reading.wrong("\"%s\" is no time".formatted(e.getParsedString()));
    } catch (DateTimeException e) {
      return Reading.wrong("there is no time zone \"%s\"".formatted(text(map, "zone")));
    } catch (IllegalArgumentException e) {
      return Reading.wrong("cron \"%s\": %s".formatted(text(map, "cron"), e.getMessage()));
    }
  }

  private static Reading once(Map<?, ?> map) {
    var stray = stray(map, Set.of("from", "until", "reason"));
    if (stray != null) {
      return Reading.wrong(stray);
    }
    var from = Instant.parse(text(map, "from"));
    var until = Instant.parse(text(map, "until"));
    return from.isBefore(until)
        ? Reading.of(new Once(from, until, text(map, "reason")))
        : Reading.wrong("a window must end after it begins, at %s".formatted(from));
  }

  private static Reading recurring(Map<?, ?> map) {
    var stray = stray(map, Set.of("cron", "duration", "zone", "reason"));
    if (stray != null) {
      return Reading.wrong(stray);
    }
    var duration = duration(text(map, "duration"));
    if (duration.compareTo(Duration.ofMinutes(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      return Reading.wrong("a window lasts at least a minute and at most 31 days");
    }
    var zone = text(map, "zone");
    var window =
        new Recurring(
            text(map, "cron"),
            duration,
            ZoneId.of(zone.isEmpty() ? "UTC" : zone),
            text(map, "reason"));
    Recurring.parser().parse(window.cron()).validate();
    return Reading.of(window);
  }

  /** {@code 90m}, {@code 64h}, {@code 2d}, or ISO 8601. */
  private static Duration duration(String text) {
    if (!text.matches("[0-9]{1,6}[mhd]")) {
      return Duration.parse(text);
    }
    var number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static @Nullable String stray(Map<?, ?> map, Set<String> known) {
    return map.keySet().stream()
        .map(String::valueOf)
        .filter(key -> !known.contains(key))
        .findFirst()
        .map(
            key ->
                "a window has no \"%s\" beside %s".formatted(key, known.stream().sorted().toList()))
        .orElse(null);
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }
}
