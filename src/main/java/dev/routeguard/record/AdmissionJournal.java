package dev.routeguard.record;

import dev.routeguard.admission.AdmissionCall;
import dev.routeguard.admission.AdmissionListener;
import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.estate.Origin;
import dev.routeguard.review.Review;
import java.time.Clock;

/**
 * What admission tells the record room: who asked for what was let through, to be joined with what
 * lands; and every denial, which nothing else will ever show.
 */
public final class AdmissionJournal implements AdmissionListener {
  private final PendingAdmissions pending;
  private final RecordStore store;
  private final ChangeRecords records;
  private final ChangeStatuses statuses;
  private final Announcer announcer;

  public AdmissionJournal(
      PendingAdmissions pending,
      RecordStore store,
      RecordPlaces places,
      Announcer announcer,
      Clock clock) {
    this.pending = pending;
    this.store = store;
    this.records = new ChangeRecords(places);
    this.statuses = new ChangeStatuses(clock);
    this.announcer = announcer;
  }

  @Override
  public void admitted(AdmissionCall call, Review review) {
    pending.admitted(call.change());
  }

  @Override
  public void denied(AdmissionCall call, Review review) {
    var name = RecordName.ofRequest(call.change().ref(), call.uid());
    var entry = new ChangeEntry(name, call.change(), review, Origin.ADMISSION, false, "");
    var record = store.ensure(records.record(entry));
    store.setStatus(record, statuses.done(ChangeAction.DENIED, "The change was refused."));
    announcer.decided(record, ChangeAction.DENIED, review);
  }
}
