package dev.routeguard.restore;

import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Read and write access to what routes. */
public interface Routes {
  /** The object now; empty where there is none. Never from a cache. */
  Optional<Live> read(ObjectRef ref, String apiVersion);

  /** Applies a JSON Patch (RFC 6902) whose tests hold for one edition of the object. */
  Answer patch(ObjectRef ref, String apiVersion, List<Map<String, Object>> patch);

  /** Makes an object that does not exist. */
  Answer create(ObjectRef ref, Map<String, Object> manifest);

  /** What the API server says. */
  sealed interface Answer {
    /** Done; the object as it is now. */
    record Done(KubernetesObject now) implements Answer {}

    /** The object is not in the edition that was meant, or exists already. */
    record Moved() implements Answer {}

    /** The API server will not have it. */
    record Refused(String message) implements Answer {
      public Refused {
        Objects.requireNonNull(message, "message");
      }
    }
  }
}
