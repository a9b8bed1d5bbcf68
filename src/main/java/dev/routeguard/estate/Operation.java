package dev.routeguard.estate;

/** What a change does to its object, named as in an AdmissionReview. */
public enum Operation {
  CREATE,
  UPDATE,
  DELETE
}
