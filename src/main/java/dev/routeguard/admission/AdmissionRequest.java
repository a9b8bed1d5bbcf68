package dev.routeguard.admission;

import java.util.Objects;

/** A well-formed AdmissionReview: one to judge, or one that is none of Routeguard's business. */
sealed interface AdmissionRequest {
  /** Of the request, as sent. */
  String uid();

  /** A change of a kind that decides routing. */
  record Reviewable(AdmissionCall call) implements AdmissionRequest {
    public Reviewable {
      Objects.requireNonNull(call, "call");
    }

    @Override
    public String uid() {
      return call.uid();
    }
  }

  /** A write of one of Routeguard's own kinds. */
  record Own(OwnObjectCall call) implements AdmissionRequest {
    public Own {
      Objects.requireNonNull(call, "call");
    }

    @Override
    public String uid() {
      return call.uid();
    }
  }

  /**
   * Another kind, a subresource or a connection. Only a webhook configuration that says too much
   * sends these here, and refusing them would stop what Routeguard knows nothing about.
   */
  record NotOurs(String uid) implements AdmissionRequest {
    public NotOurs {
      Objects.requireNonNull(uid, "uid");
    }
  }
}
