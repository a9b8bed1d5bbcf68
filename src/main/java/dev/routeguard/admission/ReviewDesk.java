package dev.routeguard.admission;

import dev.routeguard.admission.AdmissionRequest.Own;
import dev.routeguard.admission.AdmissionRequest.Reviewable;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Turns the bytes of a request into the bytes of an answer; knows no sockets. A defect ends here as
 * a 500 with a number to look for in the log, and the API server goes by its {@code failurePolicy}.
 */
final class ReviewDesk {
  private static final Logger LOG = Logger.getLogger(ReviewDesk.class);

  private final AdmissionCodec codec;
  private final Reviewer reviewer;

  ReviewDesk(AdmissionCodec codec, Reviewer reviewer) {
    this.codec = codec;
    this.reviewer = reviewer;
  }

  boolean isReady() {
    return reviewer.isReady();
  }

  /**
   * The answer to a request.
   *
   * @param understood is told what is asked as soon as that is known
   */
  Reply answer(byte[] body, Instant deadline, Consumer<AdmissionCall> understood) {
    try {
      var request = codec.decode(body);
      if (request instanceof Reviewable reviewable) {
        understood.accept(reviewable.call());
        return judged(reviewable.call().uid(), reviewer.review(reviewable.call(), deadline));
      }
      if (request instanceof Own own) {
        return judged(own.uid(), reviewer.review(own.call()));
      }
      return reply(request.uid(), Answer.allow(), Outcome.NOT_OURS);
    } catch (MalformedReviewException e) {
      return error(400, e.getMessage(), Outcome.MALFORMED);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(e);
    }
  }

  private Reply judged(String uid, Answer answer) {
    return reply(uid, answer, answer.allowed() ? Outcome.ALLOWED : Outcome.DENIED);
  }

  /** The answer where there is no time left to judge. */
  Reply late(AdmissionCall call) {
    try {
      return reply(call.uid(), reviewer.late(call), Outcome.LATE);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private Reply failed(Throwable defect) {
    var id = UUID.randomUUID().toString();
    LOG.errorf(defect, "Review %s failed", id);
    return error(500, "internal error " + id, Outcome.FAILED);
  }

  Reply error(int status, String message, Outcome outcome) {
    return new Reply(status, codec.encodeError(message), outcome);
  }

  private Reply reply(String uid, Answer answer, Outcome outcome) {
    return new Reply(200, codec.encode(uid, answer), outcome);
  }
}
