package dev.routeguard.cases;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Origin;
import dev.routeguard.estate.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the change cases below a folder. */
final class ChangeCaseReader {
  /** When a change is made that does not say so; any time will do. */
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

  List<ChangeCase> below(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("case.yaml")).sorted().map(this::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChangeCase read(Path file) {
    var document = documents(file).get(0);
    var at = Optional.of(Tree.text(document, "at")).filter(text -> !text.isEmpty());
    var time = at.map(Instant::parse).orElse(NOW);
    var before = estate(file, document, time);
    var expect = Tree.map(document, "expect");
    return new ChangeCase(
        file.getParent(),
        before,
        changes(file, document, before, time),
        Tree.texts(document, "policies"),
        textOrTexts(expect, "verdict"),
        textOrTexts(expect, "checks"));
  }

  private static Set<String> textOrTexts(Map<String, Object> parent, String key) {
    return parent.get(key) instanceof String text
        ? Set.of(text)
        : new HashSet<>(Tree.texts(parent, key));
  }

  private Estate estate(Path file, Map<String, Object> document, Instant time) {
    var dialects = new HashMap<String, String>();
    Tree.map(document, "profiles")
        .forEach((name, dialect) -> dialects.put(name, dialect.toString()));
    var estate = Estate.empty(EstateSettings.withDialects(dialects));
    for (var name : Tree.texts(document, "before")) {
      for (var object : documents(file.resolveSibling(name))) {
        estate = Documents.read(object, time).map(estate::with).orElse(estate);
      }
    }
    return estate.asGiven();
  }

  private List<Change> changes(
      Path file, Map<String, Object> document, Estate before, Instant time) {
    var actor = Tree.map(document, "actor");
    var who = new Actor(Tree.text(actor, "user"), Tree.texts(actor, "groups"), "");
    var changes = new ArrayList<Change>();
    for (var name : Tree.texts(document, "after")) {
      for (var object : documents(file.resolveSibling(name))) {
        Documents.read(object, time)
            .map(
                after ->
                    Change.between(
                        before.find(after.ref()).orElse(null), after, who, Origin.FILE, time))
            .ifPresent(changes::add);
      }
    }
    for (var name : Tree.texts(document, "deletes")) {
      ref(name)
          .map(ref -> before.find(ref).orElseThrow())
          .map(gone -> Change.between(gone, null, who, Origin.FILE, time))
          .ifPresent(changes::add);
    }
    return changes;
  }

  private static Optional<ObjectRef> ref(String text) {
    var parts = text.split("/");
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.kindName().equals(parts[0]))
        .findFirst()
        .map(
            kind ->
                new ObjectRef(kind, parts.length == 3 ? parts[1] : "", parts[parts.length - 1]));
  }

  private List<Map<String, Object>> documents(Path file) {
    try (MappingIterator<Map<String, Object>> values =
        yaml.readerForMapOf(Object.class).readValues(file.toFile())) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
