package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.Request;
import dev.routeguard.routing.RouteTables;
import dev.routeguard.routing.Trace;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routeguard trace}: who answers a request, and why. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Says who answers a request, which rule won, and why the others did not.",
      "Where several entries (Ingress classes, Gateways) may get the request, each is shown. Nothing"
          + " is sent anywhere.",
      "Exit codes: 0 answered, whatever the answer is, 2 bad input, 3 internal error."
    })
final class TraceCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "http, https, grpc, tls, tcp or udp; for example https://shop.example.com/pay?x=1.")
  private @Nullable String url;

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      description = "Default: GET, of a gRPC call POST.")
  private @Nullable String method;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME: VALUE",
      description = "A request header; a Host header stands for the URL's host.")
  private List<String> headers = List.of();

  @Option(
      names = "--entry",
      paramLabel = "ENTRY",
      description = "Only this one: class:NAME, NAMESPACE/GATEWAY or service:NAMESPACE/NAME.")
  private @Nullable String entry;

  @Mixin private EstateInput input = new EstateInput();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private TraceFormat output = TraceFormat.text;

  @Override
  public Integer call() {
    var request = new RequestWords(input.urlAmong(url), method, headers).request();
    var tables = RouteTables.of(input.estate());
    var traces = traces(tables, request);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(output.render(request, traces));
    out.flush();
    return ExitCode.CLEAN;
  }

  private List<Trace> traces(RouteTables tables, Request request) {
    if (entry == null) {
      return Trace.of(tables, request);
    }
    var named =
        Entry.parse(entry)
            .filter(wanted -> tables.entries().contains(wanted))
            .orElseThrow(
                () ->
                    new BadInputException(
                        "there is no entry %s; there are %s".formatted(entry, tables.entries())));
    return List.of(Trace.of(tables, named, request));
  }
}
