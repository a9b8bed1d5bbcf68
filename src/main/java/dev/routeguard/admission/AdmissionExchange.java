package dev.routeguard.admission;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request from its headers to its answer. Received and answered on the event loop, judged on a
 * worker; answered exactly once, by whatever comes first of the judgement, a bound or the deadline.
 */
final class AdmissionExchange {
  /** What all exchanges of a server share. */
  record Shared(
      Vertx vertx,
      Context loop,
      Executor workers,
      AdmissionLimits limits,
      ReviewDesk desk,
      WorkInFlight work,
      Connections connections,
      AdmissionMeters meters,
      Clock clock,
      BooleanSupplier draining) {}

  private final Shared shared;
  private final HttpServerRequest request;
  private final AnswerTime time;
  private final Instant deadline;
  private final long startedNanos = System.nanoTime();
  private final Buffer body = Buffer.buffer();
  private long discarded;
  private long guard;
  private boolean complete;
  private boolean judging;
  private boolean settled;
  private volatile boolean replied;
  private volatile @Nullable AdmissionCall call;

  AdmissionExchange(Shared shared, HttpServerRequest request, AnswerTime time) {
    this.shared = shared;
    this.request = request;
    this.time = time;
    this.deadline = shared.clock().instant().plus(time.review());
  }

  void begin() {
    shared.work().begin();
    shared.connections().receiving(request.connection());
    guard = shared.vertx().setTimer(time.answer().toMillis(), timer -> outOfTime());
    request.exceptionHandler(gone -> abandon());
    request.handler(this::received);
    request.endHandler(end -> completed());
  }

  /** Answers without judging; what else of the body comes is dropped. */
  void refuse(int status, String message, Outcome outcome) {
    reply(shared.desk().error(status, message, outcome));
  }

  private void received(Buffer chunk) {
    if (replied) {
      discard(chunk);
    } else if (body.length() + chunk.length() > shared.limits().bodyBytes()) {
      refuse(413, "larger than %d bytes".formatted(shared.limits().bodyBytes()), Outcome.MALFORMED);
    } else if (!shared.work().take(chunk.length())) {
      refuse(503, "too much at once", Outcome.SATURATED);
    } else {
      body.appendBuffer(chunk);
    }
  }

  /** For a while, since closing at once may lose the answer that is on its way. */
  private void discard(Buffer chunk) {
    discarded += chunk.length();
    if (discarded > shared.limits().bytesInFlight()) {
      request.connection().close();
    }
  }

  private void completed() {
    complete = true;
    if (replied) {
      shared.connections().idle(request.connection());
      return;
    }
    shared.connections().judging(request.connection());
    try {
      judging = true;
      shared.workers().execute(this::judge);
    } catch (RejectedExecutionException e) {
      judging = false;
      refuse(503, "too much at once", Outcome.SATURATED);
    }
  }

  private void judge() {
    // Nobody waits any more for what stood in the queue for too long.
    if (replied) {
      shared.loop().runOnContext(done -> judged(null));
      return;
    }
    var reply = shared.desk().answer(body.getBytes(), deadline, known -> call = known);
    shared.loop().runOnContext(done -> judged(reply));
  }

  private void judged(@Nullable Reply reply) {
    judging = false;
    if (reply != null) {
      reply(reply);
    }
    settle();
  }

  private void outOfTime() {
    var known = call;
    if (known != null) {
      reply(shared.desk().late(known));
    } else if (complete) {
      refuse(503, "no time left to judge", Outcome.SATURATED);
    } else {
      refuse(408, "the request did not arrive in time", Outcome.MALFORMED);
    }
  }

  private void reply(Reply reply) {
    if (replied) {
      return;
    }
    replied = true;
    shared.vertx().cancelTimer(guard);
    shared.meters().replied(reply.outcome(), Duration.ofNanos(System.nanoTime() - startedNanos));
    send(reply);
    settle();
  }

  private void send(Reply reply) {
    var response = request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (shared.draining().getAsBoolean()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.end(Buffer.buffer(reply.json()));
    if (complete) {
      shared.connections().idle(request.connection());
    }
  }

  private void abandon() {
    if (!replied) {
      replied = true;
      shared.vertx().cancelTimer(guard);
      settle();
    }
  }

  /** Gives the room back when neither the caller nor a worker holds the body any more. */
  private void settle() {
    if (replied && !judging && !settled) {
      settled = true;
      shared.work().end(body.length());
    }
  }
}
