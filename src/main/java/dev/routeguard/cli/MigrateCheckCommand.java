package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import dev.routeguard.files.GivenEstates;
import dev.routeguard.routing.Entry;
import dev.routeguard.routing.MigrationCheck;
import dev.routeguard.routing.RouteTables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

/** {@code routeguard migrate-check}: whether Gateways answer as Ingresses do. */
@Command(
    name = "migrate-check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether Gateways answer as the Ingresses do that they shall replace.",
      "Asks both the requests at the borders of every route of either. Lists each that is answered"
          + " differently, and what can't be compared. Services and other objects may stand in either"
          + " folder.",
      "Exit codes: 0 alike, 1 not alike or not known to be, 2 bad input, 3 internal error."
    })
final class MigrateCheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "INGRESS_DIR", description = "The Ingresses.")
  private Path ingresses = Path.of(".");

  @Parameters(index = "1", paramLabel = "GATEWAY_DIR", description = "Gateways and routes.")
  private Path gateways = Path.of(".");

  @Option(
      names = {"-f", "--filename"},
      arity = "1..*",
      paramLabel = "PATH",
      description = "More objects that are there with both, such as Services.")
  private List<Path> more = List.of();

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private MigrationFormat output = MigrationFormat.text;

  @Override
  public Integer call() {
    var paths = new ArrayList<>(List.of(ingresses, gateways));
    paths.addAll(more);
    var estate =
        new GivenEstates(reading.dialects(), Instant.now(), this::notice)
            .of(reading.manifests(paths, this::notice));
    var tables = RouteTables.of(estate);
    require(tables, Entry.Type.INGRESS_CLASS, ingresses + ": there is no Ingress");
    require(tables, Entry.Type.GATEWAY, gateways + ": there is no Gateway and no route of one");
    var check = MigrationCheck.of(tables);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(output.render(check));
    out.flush();
    return check.isEqual() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private static void require(RouteTables tables, Entry.Type type, String otherwise) {
    if (tables.entries().stream().noneMatch(entry -> entry.type() == type)) {
      throw new BadInputException(otherwise);
    }
  }

  private void notice(String words) {
    Objects.requireNonNull(spec).commandLine().getErr().println("routeguard: " + words);
  }
}
