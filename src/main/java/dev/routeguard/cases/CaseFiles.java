package dev.routeguard.cases;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Fields;
import dev.routeguard.files.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Finds case files and reads what both kinds of them have in common. */
public final class CaseFiles {
  private static final String API_VERSION = "test.routeguard.dev/v1alpha1";

  private CaseFiles() {}

  /** Every {@code case.yaml} below folders; a folder without any is an error. */
  public static List<Path> below(List<Path> folders) {
    return folders.stream().flatMap(CaseFiles::below).distinct().toList();
  }

  private static Stream<Path> below(Path folder) {
    try (var files = Files.walk(folder)) {
      var found = files.filter(file -> file.endsWith("case.yaml")).sorted().toList();
      if (found.isEmpty()) {
        throw new BadInputException(folder + ": there is no case.yaml below");
      }
      return found.stream();
    } catch (IOException e) {
      var why = Files.exists(folder) ? "can't be listed: " + e.getMessage() : "no such folder";
      throw new BadInputException(folder + ": " + why);
    }
  }

  /** The case of a file. */
  public static Case read(Path file) {
    var fields = Fields.of(file);
    if (!fields.text("apiVersion").equals(API_VERSION)) {
      throw fields.error("apiVersion", "is not " + API_VERSION);
    }
    return switch (fields.text("kind")) {
      case RouteCase.KIND -> new RouteCases().read(file, fields);
      case ChangeCase.KIND -> new ChangeCaseReader().read(file, fields);
      default -> throw fields.error("kind", "is neither RouteCase nor ChangeCase");
    };
  }

  static EstateSettings settings(Fields fields) {
    return EstateSettings.withDialects(fields.textMap("profiles"));
  }

  /** An estate with the objects of the files that a field names, beside the case file. */
  static Estate estate(Path file, Fields fields, String key, Instant time) {
    var estate = Estate.empty(settings(fields));
    for (KubernetesObject object : objects(file, fields, key, time)) {
      estate = estate.with(object);
    }
    return estate;
  }

  static List<KubernetesObject> objects(Path file, Fields fields, String key, Instant time) {
    var files = fields.texts(key).stream().map(file::resolveSibling).toList();
    return new Manifests(InputStream.nullInputStream())
        .read(files).stream().flatMap(manifest -> manifest.object(time).stream()).toList();
  }
}
