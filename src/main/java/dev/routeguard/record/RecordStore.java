package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeStatus;
import dev.routeguard.api.v1alpha1.RouteReport;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * Where Routeguard's own objects are kept. Every call may fail as the API server may; callers
 * repeat it, so that every call is one that may be repeated.
 */
public interface RecordStore {
  List<RouteChange> changes();

  List<RouteChange> changesOf(ObjectRef object);

  Optional<RouteChange> change(String namespace, String name);

  /**
   * Stores the record unless there is one of this name already.
   *
   * @return what is stored now, ours or the other's
   */
  RouteChange ensure(RouteChange record);

  /**
   * Writes the status of the edition that was read, and fails with a conflict where another replica
   * was faster: two that both think they lead must not overwrite each other.
   *
   * @return the record as it is now
   */
  RouteChange setStatus(RouteChange record, RouteChangeStatus status);

  void delete(RouteChange record);

  List<RouteRevision> revisions();

  List<RouteRevision> revisionsOf(ObjectRef object);

  Optional<RouteRevision> revision(String namespace, String name);

  /** Stores the revision unless there is one of this name already. */
  RouteRevision ensure(RouteRevision revision);

  void delete(RouteRevision revision);

  List<RouteReport> reports();

  /** Stores the report, in the place of an earlier one about the same object. */
  RouteReport put(RouteReport report);

  void delete(RouteReport report);
}
