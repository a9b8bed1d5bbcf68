package dev.routeguard.cli;

import dev.routeguard.check.Finding;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.files.Manifests.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the objects of a review stand in files. */
final class Sources {
  private final Map<ObjectRef, Manifest> manifests = new LinkedHashMap<>();

  /** No object stands in a file. */
  static Sources none() {
    return new Sources();
  }

  /**
   * A place in a file.
   *
   * @param line from 1; 0 where it is not known
   */
  record Place(String file, int line) {
    @Override
    public String toString() {
      return line == 0 ? file : file + ":" + line;
    }
  }

  /** Remembers where an object stands; empty, or where it stood already. */
  Optional<Manifest> add(ObjectRef ref, Manifest manifest) {
    return Optional.ofNullable(manifests.putIfAbsent(ref, manifest));
  }

  /** Where the object of a finding has the field that it is about. */
  Optional<Place> of(Finding finding) {
    return Optional.ofNullable(manifests.get(finding.object()))
        .map(manifest -> new Place(manifest.file(), manifest.lines().of(finding.fieldPath())));
  }

  /** The file of an object, empty where it stands in none. */
  String fileOf(ObjectRef ref) {
    var manifest = manifests.get(ref);
    return manifest == null ? "" : manifest.file();
  }
}
