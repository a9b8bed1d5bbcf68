package dev.routeguard.dataplane;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Backend;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Outcome;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Asks both, the model and the data plane, and compares. */
final class Agreement {
  /** A data plane learns of endpoints and routes by different ways, each in its time. */
  private static final Duration CONVERGENCE = Duration.ofSeconds(20);

  private final Estate estate;
  private final RouteTables tables;
  private final Entry entry;
  private final DataPlane dataPlane;

  /**
   * The score.
   *
   * @param undefined of those that agree: where the model says that the winner is open
   */
  record Score(int requests, int undefined, List<String> disagreements) {
    @Override
    public String toString() {
      return "%d of %d requests answered as predicted (%d of them open: one of several)"
          .formatted(requests - disagreements.size(), requests, undefined);
    }
  }

  Agreement(Estate estate, Entry entry, DataPlane dataPlane) {
    this.estate = estate;
    this.tables = RouteTables.of(estate);
    this.entry = entry;
    this.dataPlane = dataPlane;
  }

  RouteTables tables() {
    return tables;
  }

  /** Asks all of them; who disagrees is asked again until things have settled. */
  Score on(Collection<Request> requests) {
    Map<Request, Outcome> predicted =
        requests.stream().collect(Collectors.toMap(r -> r, r -> tables.answer(entry, r)));
    Map<Request, Answer> wrong = new ConcurrentHashMap<>();
    Collection<Request> left = requests;
    long until = System.nanoTime() + CONVERGENCE.toNanos();
    do {
      wrong.clear();
      left.parallelStream().forEach(request -> compare(request, predicted.get(request), wrong));
      left = List.copyOf(wrong.keySet());
      LockSupport.parkNanos(wrong.isEmpty() ? 0 : TimeUnit.MILLISECONDS.toNanos(250));
    } while (!wrong.isEmpty() && System.nanoTime() < until);
    var unkept = new Splits(this).unkept(predicted);
    long open = predicted.values().stream().filter(Outcome.Undefined.class::isInstance).count();
    var disagreements = new ArrayList<>(describe(wrong, predicted));
    disagreements.addAll(unkept);
    return new Score(requests.size(), (int) open, List.copyOf(disagreements));
  }

  private List<String> describe(Map<Request, Answer> wrong, Map<Request, Outcome> predicted) {
    var lines = new ArrayList<String>();
    wrong.forEach(
        (request, answer) ->
            lines.add(
                "%s: predicted %s, answered %s%n    %s"
                    .formatted(
                        request,
                        predicted.get(request).inWords(),
                        answer,
                        tables.explain(entry, request))));
    lines.sort(null);
    return List.copyOf(lines);
  }

  private void compare(Request request, Outcome outcome, Map<Request, Answer> wrong) {
    var answer = ask(request);
    if (!agrees(outcome, answer)) {
      wrong.put(request, answer);
    }
  }

  boolean agrees(Outcome outcome, Answer answer) {
    if (outcome instanceof Outcome.Forward forward) {
      return forward.shares().stream()
          .filter(share -> share.percent() > 0)
          .anyMatch(share -> agrees(share, answer));
    }
    if (outcome instanceof Outcome.Status status) {
      return status.code() == answer.status();
    }
    if (outcome instanceof Outcome.Redirect redirect) {
      return redirect.code() == answer.status() && redirect.location().equals(answer.location());
    }
    return ((Outcome.Undefined) outcome)
        .candidates().stream().anyMatch(candidate -> agrees(candidate, answer));
  }

  Answer ask(Request request) {
    return PlainHttp.ask(dataPlane.localPort(request.port()), request);
  }

  boolean agrees(Share share, Answer answer) {
    boolean isDead = !share.isServed() && share.status() == 0;
    if (isDead && answer.status() == 0) {
      return true; // A connection that is no HTTP is cut.
    }
    return share.status() != 0
        ? answer.status() == share.status()
        : answer.status() == 200 && addresses(share.backend()).contains(answer.body());
  }

  private List<String> addresses(Backend backend) {
    return estate.slicesOf(backend.namespace(), backend.service()).stream()
        .flatMap(slice -> slice.list("endpoints").stream())
        .flatMap(endpoint -> Tree.texts(Tree.map(endpoint), "addresses").stream())
        .toList();
  }
}
