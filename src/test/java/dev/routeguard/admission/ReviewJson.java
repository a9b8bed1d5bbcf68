package dev.routeguard.admission;

import java.nio.charset.StandardCharsets;

/** AdmissionReviews as an API server of 1.35 sends them. */
final class ReviewJson {
  static final String UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

  private ReviewJson() {}

  static String ingress(String name, String host) {
    return """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
         "metadata":{"name":"%s","namespace":"shop","uid":"u-1","resourceVersion":"7",
           "creationTimestamp":"2026-01-01T00:00:00Z","generation":2},
         "spec":{"rules":[{"host":"%s","http":{"paths":[{"path":"/","pathType":"Prefix",
           "backend":{"service":{"name":"web","port":{"number":8080}}}}]}}]}}"""
        .formatted(name, host);
  }

  static String create(String object) {
    return review("CREATE", object, "null", "");
  }

  static String update(String oldObject, String object) {
    return review("UPDATE", object, oldObject, "");
  }

  static String delete(String oldObject) {
    return review("DELETE", "null", oldObject, "");
  }

  /** With more fields of the request, each ending in a comma. */
  static String review(String operation, String object, String oldObject, String more) {
    return """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{
          "uid":"%s",%s
          "kind":{"group":"networking.k8s.io","version":"v1","kind":"Ingress"},
          "resource":{"group":"networking.k8s.io","version":"v1","resource":"ingresses"},
          "requestKind":{"group":"networking.k8s.io","version":"v1","kind":"Ingress"},
          "namespace":"shop","operation":"%s",
          "userInfo":{"username":"alice","uid":"a","groups":["dev","system:authenticated"],
            "extra":{"authentication.kubernetes.io/credential-id":["x"]}},
          "object":%s,"oldObject":%s,
          "options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1",
            "fieldManager":"kubectl-client-side-apply"}}}"""
        .formatted(UID, more, operation, object, oldObject);
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
