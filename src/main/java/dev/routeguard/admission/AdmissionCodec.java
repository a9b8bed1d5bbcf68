package dev.routeguard.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.routeguard.admission.AdmissionRequest.NotOurs;
import dev.routeguard.admission.AdmissionRequest.Own;
import dev.routeguard.admission.AdmissionRequest.Reviewable;
import dev.routeguard.estate.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AdmissionReview v1 in and out (k8s.io/api/admission/v1). Strict about what it reads: duplicate
 * keys are refused, because two parsers that each take another one of them see two different
 * objects.
 */
final class AdmissionCodec {
  private static final String API_VERSION = "admission.k8s.io/v1";
  private static final String KIND = "AdmissionReview";
  private static final int LONGEST_UID = 256;
  private static final int MOST_TOKENS = 1_000_000;
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100)
          .maxStringLength(2 << 20)
          .maxNumberLength(100)
          .maxTokenCount(MOST_TOKENS)
          .build();

  private final Clock clock;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  AdmissionCodec(Clock clock) {
    this.clock = clock;
    ObjectMapper mapper =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    this.reader = mapper.readerFor(new TypeReference<Map<String, Object>>() {});
    this.writer = mapper.writer();
  }

  /** What is asked. */
  AdmissionRequest decode(byte[] body) throws MalformedReviewException {
    var review = parse(body);
    if (!API_VERSION.equals(review.get("apiVersion")) || !KIND.equals(review.get("kind"))) {
      throw new MalformedReviewException("not an %s of %s".formatted(KIND, API_VERSION));
    }
    var request = Tree.map(review, "request");
    var uid = Tree.text(request, "uid");
    if (uid.isEmpty() || uid.length() > LONGEST_UID) {
      throw new MalformedReviewException("request.uid is missing or too long");
    }
    var requested = new RequestedChange(request, clock.instant());
    if (requested.isOfOwnKind()) {
      return requested
          .readOwn(uid)
          .<AdmissionRequest>map(Own::new)
          .orElseGet(() -> new NotOurs(uid));
    }
    return requested
        .read()
        .<AdmissionRequest>map(change -> new Reviewable(new AdmissionCall(uid, change)))
        .orElseGet(() -> new NotOurs(uid));
  }

  private Map<String, Object> parse(byte[] body) throws MalformedReviewException {
    try {
      Map<String, Object> review = reader.readValue(body);
      return review == null ? Map.of() : review;
    } catch (StreamConstraintsException e) {
      throw new MalformedReviewException(
          "nested too deeply, or with too long or too many values", e);
    } catch (JsonProcessingException e) {
      throw new MalformedReviewException(where(e), e);
    } catch (IOException e) {
      throw new MalformedReviewException("not JSON in UTF-8", e);
    }
  }

  /** Without the parser's own words, which quote the text and name classes. */
  private static String where(JsonProcessingException e) {
    var location = e.getLocation();
    var what =
        String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
            ? "a field twice"
            : "not a JSON object";
    return location == null
        ? what
        : "%s, at line %d column %d".formatted(what, location.getLineNr(), location.getColumnNr());
  }

  /** The answer, to the request with this uid. */
  byte[] encode(String uid, Answer answer) {
    var response = new LinkedHashMap<String, Object>();
    response.put("uid", uid);
    response.put("allowed", answer.allowed());
    if (!answer.allowed()) {
      response.put(
          "status", Map.of("code", 403, "reason", "Forbidden", "message", answer.message()));
    }
    if (!answer.warnings().isEmpty()) {
      response.put("warnings", answer.warnings());
    }
    if (!answer.auditAnnotations().isEmpty()) {
      response.put("auditAnnotations", answer.auditAnnotations());
    }
    return bytes(Map.of("apiVersion", API_VERSION, "kind", KIND, "response", response));
  }

  /** What everybody else gets who is not answered. */
  byte[] encodeError(String message) {
    return bytes(Map.of("error", message));
  }

  private byte[] bytes(Map<String, Object> document) {
    try {
      return writer.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
