package dev.routeguard.cases;

import dev.routeguard.files.Fields;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.Scheme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** Reads route cases. */
final class RouteCases {
  /** Objects without creation time count as created when the case is run; any time will do. */
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  RouteCase read(Path file, Fields fields) {
    fields.only(
        "apiVersion",
        "kind",
        "name",
        "notes",
        "source",
        "profiles",
        "objects",
        "requests",
        "conditions");
    return new RouteCase(
        fields.text("name"),
        CaseFiles.estate(file, fields, "objects", NOW).asGiven(),
        fields.list("requests").stream().map(RouteCases::question).toList(),
        fields.list("conditions").stream().map(ExpectedCondition::of).toList());
  }

  private static RouteCase.Question question(Fields written) {
    var send = written.only("send", "expect").fields("send");
    return new RouteCase.Question(
        entry(send), request(send), Expectation.of(written.fields("expect")));
  }

  private static Request request(Fields send) {
    send.only("entry", "scheme", "host", "sni", "port", "method", "path", "headers", "grpc");
    var scheme = scheme(send);
    return new Request(
        scheme,
        send.text("host", ""),
        send.number("port", scheme.defaultPort()),
        send.text("method", scheme == Scheme.GRPC ? "POST" : "GET"),
        path(send),
        send.textMap("headers"),
        send.text("sni", ""));
  }

  private static Scheme scheme(Fields send) {
    var written = send.text("scheme", "http").toUpperCase(Locale.ROOT);
    return Arrays.stream(Scheme.values())
        .filter(scheme -> scheme.name().equals(written))
        .findFirst()
        .orElseThrow(() -> send.error("scheme", "is none that requests have"));
  }

  private static String path(Fields send) {
    if (!send.has("grpc")) {
      return send.text("path", "/");
    }
    var call = send.fields("grpc").only("service", "method");
    return "/" + call.text("service") + "/" + call.text("method");
  }

  private static Entry entry(Fields send) {
    return Entry.parse(send.text("entry"))
        .orElseThrow(
            () -> send.error("entry", "is neither class:NAME, NAMESPACE/GATEWAY nor service:NS/N"));
  }
}
