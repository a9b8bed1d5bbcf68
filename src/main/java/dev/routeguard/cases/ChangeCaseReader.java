package dev.routeguard.cases;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import dev.routeguard.files.Fields;
import dev.routeguard.review.Verdict;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads change cases. */
final class ChangeCaseReader {
  private static final String STARTER = "starter";

  ChangeCase read(Path file, Fields fields) {
    fields.only(
        "apiVersion",
        "kind",
        "name",
        "notes",
        "source",
        "incident",
        "profiles",
        "policies",
        "before",
        "after",
        "deletes",
        "actor",
        "at",
        "expect");
    var time = time(fields);
    var before = CaseFiles.estate(file, fields, "before", time).asGiven();
    var expect = fields.fields("expect").only("verdict", "checks", "lost", "gained", "moved");
    return new ChangeCase(
        fields.text("name"),
        before,
        changes(file, fields, before, time),
        policyFiles(file, fields),
        verdicts(expect),
        new HashSet<>(expect.texts("checks")),
        ExpectedTraffic.of(expect));
  }

  private static Instant time(Fields fields) {
    try {
      return fields.has("at") ? Instant.parse(fields.text("at")) : Instant.now();
    } catch (DateTimeException e) {
      throw fields.error("at", "is no time such as 2026-03-04T10:00:00Z");
    }
  }

  private static List<Path> policyFiles(Path file, Fields fields) {
    if (fields.isList("policies")) {
      return fields.texts("policies").stream().map(file::resolveSibling).toList();
    }
    if (!fields.text("policies", STARTER).equals(STARTER)) {
      throw fields.error("policies", "is neither starter nor a list of files");
    }
    return List.of();
  }

  private static Set<String> verdicts(Fields expect) {
    var verdicts = new HashSet<>(expect.texts("verdict"));
    var known = Arrays.stream(Verdict.values()).map(Verdict::toString).toList();
    if (verdicts.isEmpty() || !known.containsAll(verdicts)) {
      throw expect.error("verdict", "must be of " + String.join(", ", known));
    }
    return verdicts;
  }

  private static List<Change> changes(Path file, Fields fields, Estate before, Instant time) {
    var who = actor(fields);
    var changes = new ArrayList<Change>();
    for (KubernetesObject after : CaseFiles.objects(file, fields, "after", time)) {
      var old = before.find(after.ref()).orElse(null);
      changes.add(Change.between(old, after, who, Origin.FILE, time));
    }
    for (String name : fields.texts("deletes")) {
      ref(fields, name)
          .map(ref -> existing(fields, before, ref))
          .map(gone -> Change.between(gone, null, who, Origin.FILE, time))
          .ifPresent(changes::add);
    }
    return changes;
  }

  private static Actor actor(Fields fields) {
    if (!fields.has("actor")) {
      return Actor.UNKNOWN;
    }
    var actor = fields.fields("actor").only("user", "groups");
    return new Actor(actor.text("user", ""), actor.texts("groups"), "");
  }

  private static KubernetesObject existing(Fields fields, Estate before, ObjectRef ref) {
    return before
        .find(ref)
        .orElseThrow(() -> fields.error("deletes", "names " + ref + ", which is not there before"));
  }

  /** Empty for a kind that decides nothing about routing. */
  private static Optional<ObjectRef> ref(Fields fields, String text) {
    var parts = text.split("/");
    if (parts.length < 2 || parts.length > 3) {
      throw fields.error("deletes", "has " + text + ", which is no Kind/namespace/name");
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.kindName().equals(parts[0]))
        .findFirst()
        .map(
            kind ->
                new ObjectRef(kind, parts.length == 3 ? parts[1] : "", parts[parts.length - 1]));
  }
}
