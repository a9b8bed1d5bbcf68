package dev.routeguard.admission;

import dev.routeguard.estate.ObjectRef;
import dev.routeguard.review.Review;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it heard. */
final class FakeListener implements AdmissionListener {
  final List<Review> admitted = new CopyOnWriteArrayList<>();
  final List<Review> denied = new CopyOnWriteArrayList<>();
  final List<ObjectRef> refused = new CopyOnWriteArrayList<>();
  private volatile Runnable beforeDenied = () -> {};

  void beforeDenied(Runnable action) {
    beforeDenied = action;
  }

  @Override
  public void admitted(AdmissionCall call, Review review) {
    admitted.add(review);
  }

  @Override
  public void denied(AdmissionCall call, Review review) {
    beforeDenied.run();
    denied.add(review);
    refused.add(call.change().ref());
  }
}
