package dev.routeguard.cli;

import dev.routeguard.routing.RouteTables;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routeguard routes}: the table of routes. */
@Command(
    name = "routes",
    mixinStandardHelpOptions = true,
    description = {
      "Prints every route: host, path, who answers, where it is written.",
      "Exit codes: 0 printed, 2 bad input, 3 internal error."
    })
final class RoutesCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private EstateInput input = new EstateInput();

  @Option(
      names = "--host",
      defaultValue = "",
      paramLabel = "HOST",
      description = "Only routes that requests for this host may meet.")
  private String host = "";

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private RoutesFormat output = RoutesFormat.text;

  @Override
  public Integer call() {
    var listing = RouteListing.of(RouteTables.of(input.estate()), host);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(output.render(listing));
    out.flush();
    return ExitCode.CLEAN;
  }
}
