package dev.routeguard.admission;

import dev.routeguard.api.v1alpha1.RoutePolicy;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Operation;
import dev.routeguard.estate.Origin;
import dev.routeguard.estate.Tree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the change out of the {@code request} of an AdmissionReview. */
final class RequestedChange {
  private static final String METADATA = "metadata";
  private static final Optional<KubernetesObject> NONE = Optional.empty();

  private final Map<String, Object> request;
  private final Instant now;

  RequestedChange(Map<String, Object> request, Instant now) {
    this.request = request;
    this.now = now;
  }

  /** Whether it is about one of Routeguard's own kinds. */
  boolean isOfOwnKind() {
    return RoutePolicy.GROUP.equals(Tree.text(Tree.map(request, "kind"), "group"));
  }

  /** The write of an own kind; empty where it is one of a subresource, or a connection. */
  Optional<OwnObjectCall> readOwn(String uid) throws MalformedReviewException {
    var operation = operation();
    if (operation.isEmpty() || !Tree.text(request, "subResource").isEmpty()) {
      return Optional.empty();
    }
    var key = operation.get() == Operation.DELETE ? "oldObject" : "object";
    var document = Tree.map(request, key);
    if (document.isEmpty()) {
      throw new MalformedReviewException("request.%s is missing".formatted(key));
    }
    return Optional.of(
        new OwnObjectCall(
            uid,
            Tree.text(Tree.map(request, "kind"), "kind"),
            operation.get(),
            named(document),
            actor(),
            Tree.flag(request, "dryRun", false),
            now));
  }

  /** Empty where it is nothing that Routeguard reviews. */
  Optional<Change> read() throws MalformedReviewException {
    var operation = operation();
    if (operation.isEmpty() || !Tree.text(request, "subResource").isEmpty()) {
      return Optional.empty();
    }
    try {
      return change(operation.get());
    } catch (IllegalArgumentException e) {
      throw new MalformedReviewException("request: " + e.getMessage(), e);
    }
  }

  private Optional<Operation> operation() throws MalformedReviewException {
    return switch (Tree.text(request, "operation")) {
      case "CREATE" -> Optional.of(Operation.CREATE);
      case "UPDATE" -> Optional.of(Operation.UPDATE);
      case "DELETE" -> Optional.of(Operation.DELETE);
      case "CONNECT" -> Optional.empty();
      default -> throw new MalformedReviewException("request.operation is none there is");
    };
  }

  private Optional<Change> change(Operation operation) throws MalformedReviewException {
    var before = operation == Operation.CREATE ? NONE : object("oldObject");
    var after = operation == Operation.DELETE ? NONE : object("object");
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Change(
            operation,
            before.orElse(null),
            after.orElse(null),
            actor(),
            Origin.ADMISSION,
            Tree.flag(request, "dryRun", false),
            now));
  }

  /** Empty where its kind is none that Routeguard reads. */
  private Optional<KubernetesObject> object(String key) throws MalformedReviewException {
    var document = Tree.map(request, key);
    if (document.isEmpty()) {
      throw new MalformedReviewException("request.%s is missing".formatted(key));
    }
    // Nobody is kept from running Pods; of them only what Services select is read.
    return Documents.read(named(document), now).filter(object -> object.ref().kind() != Kind.POD);
  }

  /**
   * A name may still be missing while only {@code generateName} is known, and a namespace where the
   * object came without one; the request has what the API server knows.
   */
  private Map<String, Object> named(Map<String, Object> document) {
    var metadata = new LinkedHashMap<>(Tree.map(document, METADATA));
    if (Tree.text(metadata, "name").isEmpty()) {
      var asked = Tree.text(request, "name");
      metadata.put("name", asked.isEmpty() ? Tree.text(metadata, "generateName") : asked);
    }
    var namespace = Tree.text(request, "namespace");
    if (!namespace.isEmpty()) {
      metadata.putIfAbsent("namespace", namespace);
    }
    var named = new LinkedHashMap<>(document);
    named.put(METADATA, metadata);
    return named;
  }

  private Actor actor() {
    var user = Tree.map(request, "userInfo");
    return new Actor(
        Tree.text(user, "username"),
        Tree.texts(user, "groups"),
        Tree.text(Tree.map(request, "options"), "fieldManager"));
  }
}
