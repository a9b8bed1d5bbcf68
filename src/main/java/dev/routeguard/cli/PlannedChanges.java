package dev.routeguard.cli;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import dev.routeguard.estate.Tree;
import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What manifests and deletions change of a cluster, as far as it routes traffic. */
final class PlannedChanges {
  private static final String METADATA = "metadata";

  private final DryRun dryRun;
  private final Estate estate;
  private final Actor actor;
  private final Instant now;
  private final String namespace;
  private final Map<ObjectRef, String> sources = new HashMap<>();

  /**
   * @param namespace of manifests that name none
   */
  PlannedChanges(DryRun dryRun, Estate estate, Actor actor, Instant now, String namespace) {
    this.dryRun = dryRun;
    this.estate = estate;
    this.actor = actor;
    this.now = now;
    this.namespace = namespace;
  }

  List<Change> of(List<Manifest> manifests, Set<ObjectRef> deletions) {
    var changes = new ArrayList<Change>();
    manifests.forEach(manifest -> add(manifest, changes));
    for (var ref : deletions) {
      if (sources.containsKey(ref)) {
        throw new BadInputException(
            "%s is to be deleted, and stands in %s".formatted(ref, sources.get(ref)));
      }
      changes.add(Change.between(toDelete(ref), null, actor, Origin.FILE, now));
    }
    return changes;
  }

  private KubernetesObject toDelete(ObjectRef ref) {
    var known = estate.find(ref).map(KubernetesObject::apiVersion);
    return dryRun
        .live(ref, known.orElseGet(() -> standardVersion(ref.kind())))
        .flatMap(document -> Documents.read(document, now))
        .orElseThrow(() -> new BadInputException("there is no %s to delete".formatted(ref)));
  }

  private static String standardVersion(Kind kind) {
    return kind.group().isEmpty() ? kind.version() : kind.group() + "/" + kind.version();
  }

  private void add(Manifest written, List<Change> changes) {
    var manifest = written.with(inNamespace(written.document()));
    var proposed = manifest.object(now);
    if (proposed.isEmpty()) {
      return;
    }
    var first = sources.putIfAbsent(proposed.get().ref(), manifest.source());
    if (first != null) {
      throw new BadInputException(
          "%s: %s stands in %s already".formatted(manifest.source(), proposed.get().ref(), first));
    }
    var tried = dryRun.of(manifest, proposed.get().ref());
    var before = tried.before() == null ? null : object(manifest, tried.before());
    var after = object(manifest, tried.after());
    if (before == null || !Fingerprint.same(before, after)) {
      changes.add(Change.between(before, after, actor, Origin.FILE, now));
    }
  }

  private KubernetesObject object(Manifest manifest, Map<String, Object> document) {
    return manifest.with(document).object(now).orElseThrow();
  }

  private Map<String, Object> inNamespace(Map<String, Object> document) {
    var metadata = new LinkedHashMap<>(Tree.map(document, METADATA));
    if (!Tree.text(metadata, "namespace").isEmpty()) {
      return document;
    }
    metadata.put("namespace", namespace);
    var copy = new LinkedHashMap<>(document);
    copy.put(METADATA, metadata);
    return copy;
  }
}
