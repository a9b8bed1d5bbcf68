package dev.routeguard.admission;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;

/** What a request has to look like before a byte of its body is read. */
final class RequestRules {
  private static final String PATH = "/validate";

  private final int mostBytes;

  RequestRules(AdmissionLimits limits) {
    this.mostBytes = limits.bodyBytes();
  }

  /** Why a request is not read. */
  record Refusal(int status, String message) {}

  /** Empty where the request may come in. */
  Optional<Refusal> refuse(HttpServerRequest request) {
    if (!PATH.equals(request.path())) {
      return refusal(404, "not found");
    }
    if (!HttpMethod.POST.equals(request.method())) {
      return refusal(405, "only POST");
    }
    if (!isPlain(request)) {
      // Never unpacked: a small packed body can hold more than fits in memory.
      return refusal(415, "no Content-Encoding is understood");
    }
    if (!isJson(request)) {
      return refusal(415, "Content-Type must be application/json");
    }
    return announcesTooMuch(request)
        ? refusal(413, "larger than %d bytes".formatted(mostBytes))
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(int status, String message) {
    return Optional.of(new Refusal(status, message));
  }

  private static boolean isPlain(HttpServerRequest request) {
    var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding == null || encoding.equalsIgnoreCase("identity");
  }

  private static boolean isJson(HttpServerRequest request) {
    var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null
        && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private boolean announcesTooMuch(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The HTTP decoder has refused what is no number.
    return length != null && (length.length() > 18 || Long.parseLong(length) > mostBytes);
  }
}
