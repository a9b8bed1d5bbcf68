package dev.routeguard.dataplane;

import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Share;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether every backend of a rule gets its share, and no other gets any. */
final class Splits {
  /** With so many questions, a share of a fifth is missed once in 600,000 times. */
  private static final int QUESTIONS = 60;

  private static final double CERTAIN_PERCENT = 20;

  private final Agreement agreement;

  Splits(Agreement agreement) {
    this.agreement = agreement;
  }

  /** What is wrong with the splits among these predictions, each asked for by one request. */
  Collection<String> unkept(Map<Request, Outcome> predicted) {
    var splits = new TreeMap<String, Request>();
    predicted.forEach(
        (request, outcome) -> {
          if (outcome instanceof Outcome.Forward forward && used(forward).size() > 1) {
            splits.putIfAbsent(forward.shares().toString(), request);
          }
        });
    return splits.values().parallelStream()
        .flatMap(request -> unkept(request, (Outcome.Forward) predicted.get(request)))
        .sorted()
        .toList();
  }

  private static List<Share> used(Outcome.Forward forward) {
    return forward.shares().stream().filter(share -> share.percent() > 0).toList();
  }

  private Stream<String> unkept(Request request, Outcome.Forward forward) {
    var answers =
        IntStream.range(0, QUESTIONS).mapToObj(i -> agreement.ask(request)).distinct().toList();
    var strangers =
        answers.stream()
            .filter(answer -> !agreement.agrees(forward, answer))
            .map(answer -> "%s: predicted %s, answered %s".formatted(request, forward, answer));
    var missed =
        forward.shares().stream()
            .filter(share -> share.percent() >= CERTAIN_PERCENT)
            .filter(s -> answers.stream().noneMatch(answer -> agreement.agrees(s, answer)))
            .map(s -> "%s: predicted %s, %s never came".formatted(request, forward, s.backend()));
    return Stream.concat(strangers, missed);
  }
}
