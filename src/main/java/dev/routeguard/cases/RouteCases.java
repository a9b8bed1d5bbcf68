package dev.routeguard.cases;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.routeguard.estate.Documents;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.Tree;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Scheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the route cases below a folder. */
final class RouteCases {
  /** Objects without creation time count as created when the case is run; any time will do. */
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

  List<RouteCase> below(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("case.yaml")).sorted().map(this::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RouteCase read(Path file) {
    var document = documents(file).get(0);
    var dialects = new HashMap<String, String>();
    Tree.map(document, "profiles")
        .forEach((name, dialect) -> dialects.put(name, dialect.toString()));
    var estate = Estate.empty(EstateSettings.withDialects(dialects));
    for (String objects : Tree.texts(document, "objects")) {
      for (Map<String, Object> object : documents(file.resolveSibling(objects))) {
        estate = Documents.read(object, NOW).map(estate::with).orElse(estate);
      }
    }
    var questions = Tree.maps(document, "requests").stream().map(RouteCases::question).toList();
    var conditions = Tree.maps(document, "conditions").stream().map(ExpectedCondition::of).toList();
    return new RouteCase(file.getParent(), estate.asGiven(), questions, conditions);
  }

  private List<Map<String, Object>> documents(Path file) {
    try (MappingIterator<Map<String, Object>> values =
        yaml.readerForMapOf(Object.class).readValues(file.toFile())) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static RouteCase.Question question(Map<String, Object> written) {
    var send = Tree.map(written, "send");
    var scheme = Scheme.valueOf(Tree.text(send, "scheme", "http").toUpperCase(Locale.ROOT));
    var call = Tree.map(send, "grpc");
    var headers = new HashMap<String, String>();
    Tree.map(send, "headers").forEach((name, value) -> headers.put(name, value.toString()));
    var path =
        call.isEmpty()
            ? Tree.text(send, "path", "/")
            : "/" + Tree.text(call, "service") + "/" + Tree.text(call, "method");
    var request =
        new Request(
            scheme,
            Tree.text(send, "host"),
            (int) Tree.number(send, "port", scheme.defaultPort()),
            Tree.text(send, "method", scheme == Scheme.GRPC ? "POST" : "GET"),
            path,
            headers,
            Tree.text(send, "sni"));
    return new RouteCase.Question(
        entry(Tree.text(send, "entry")), request, Tree.map(written, "expect"));
  }

  private static Entry entry(String text) {
    if (text.startsWith("class:")) {
      return Entry.ofClass(text.substring("class:".length()));
    }
    boolean service = text.startsWith("service:");
    var parts = (service ? text.substring("service:".length()) : text).split("/");
    return service ? Entry.ofLoadBalancer(parts[0], parts[1]) : Entry.ofGateway(parts[0], parts[1]);
  }
}
