package dev.routeguard.admission;

import dev.routeguard.estate.Change;
import java.util.Objects;

/**
 * A change somebody asks the API server for.
 *
 * @param uid of this one request, echoed in the answer; not the uid of an object
 * @param change before, after, who, and whether it is a dry run
 */
public record AdmissionCall(String uid, Change change) {
  public AdmissionCall {
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(change, "change");
  }
}
