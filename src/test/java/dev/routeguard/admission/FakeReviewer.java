package dev.routeguard.admission;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Answers as a test says. */
final class FakeReviewer implements Reviewer {
  static final Answer DENIAL = new Answer(false, "not today", List.of(), Map.of("verdict", "Deny"));
  static final Answer LATE = new Answer(false, "too late", List.of(), Map.of("verdict", "Late"));

  private volatile Function<AdmissionCall, Answer> review = call -> Answer.allow();
  private volatile boolean ready = true;

  void answers(Answer answer) {
    review = call -> answer;
  }

  void answers(Function<AdmissionCall, Answer> answer) {
    review = answer;
  }

  void isNotReady() {
    ready = false;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public Answer review(AdmissionCall call, Instant deadline) {
    return review.apply(call);
  }

  @Override
  public Answer review(OwnObjectCall call) {
    return Answer.allow();
  }

  @Override
  public Answer late(AdmissionCall call) {
    return LATE;
  }
}
