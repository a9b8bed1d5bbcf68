package dev.routeguard.watch;

import dev.routeguard.estate.ObjectRef;

/** Where an object is on the API server (kubernetes.io/docs, "API Concepts", resource URIs). */
public final class ApiPath {
  private ApiPath() {}

  /**
   * Of all objects beside it, such as {@code /api/v1/namespaces/shop/services}.
   *
   * @param apiVersion group and version, or the version alone for the core group
   */
  public static String collection(ObjectRef ref, String apiVersion) {
    var root = apiVersion.contains("/") ? "/apis/" : "/api/";
    var namespace = ref.namespace().isEmpty() ? "" : "/namespaces/" + ref.namespace();
    return root + apiVersion + namespace + "/" + ref.kind().plural();
  }

  /** Of the object itself. */
  public static String object(ObjectRef ref, String apiVersion) {
    return collection(ref, apiVersion) + "/" + ref.name();
  }
}
