package dev.routeguard.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Where a policy's {@code params} come from. */
public sealed interface PolicyParams {
  /** There are none: null, as in a ValidatingAdmissionPolicy without a paramRef. */
  record None() implements PolicyParams {}

  /** They stand in the policy. */
  record Inline(Map<String, Object> values) implements PolicyParams {
    public Inline {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** A ConfigMap holds them; {@code params} is the ConfigMap as a whole. */
  record FromConfigMap(String namespace, String name) implements PolicyParams {
    public FromConfigMap {
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }
}
