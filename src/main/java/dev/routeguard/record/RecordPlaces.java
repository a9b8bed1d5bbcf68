package dev.routeguard.record;

import dev.routeguard.estate.ObjectRef;
import java.util.Objects;

/**
 * Which namespace a record is kept in: that of its object, so that whoever owns the object sees it;
 * for objects in no namespace, the operator's own.
 *
 * @param ownNamespace of the operator
 */
public record RecordPlaces(String ownNamespace) {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String ROUTEGUARD = "routeguard";

  public RecordPlaces {
    Objects.requireNonNull(ownNamespace, "ownNamespace");
  }

  String namespaceFor(ObjectRef object) {
    return object.namespace().isEmpty() ? ownNamespace : object.namespace();
  }
}
