package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import dev.routeguard.files.GivenEstates;
import dev.routeguard.files.Manifests.Manifest;
import dev.routeguard.files.RateFile;
import dev.routeguard.routing.Impact;
import dev.routeguard.routing.RequestRates;
import dev.routeguard.routing.Restatement;
import dev.routeguard.routing.RouteDiff;
import dev.routeguard.routing.RouteTables;
import java.nio.file.Path;
import java.time.Instant;
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

/** {@code routeguard diff}: what a change of manifests does to requests. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "routeguard diff [OPTIONS] BEFORE AFTER",
      "       routeguard diff [OPTIONS] --git A..B FOLDER"
    },
    description = {
      "Says what changes for requests between two states of manifests.",
      "They are files, folders, or two Git revisions of a folder. What changes no answer is no"
          + " difference.",
      "Exit codes, as of diff: 0 no request is answered differently, 1 some are, 2 bad input, 3"
          + " internal error."
    })
final class DiffCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "PATH",
      description = "Before and after; with --git the one folder (or file) that has both.")
  private List<Path> paths = List.of();

  @Option(
      names = "--git",
      paramLabel = "A..B",
      description = "Two revisions; B may be left out for HEAD.")
  private @Nullable String revisions;

  @Option(
      names = "--apply",
      description =
          "AFTER is applied onto BEFORE, as kubectl apply would: what it does not name stays.")
  private boolean apply;

  @Option(
      names = "--rates",
      paramLabel = "FILE",
      description =
          "Requests per second of each route before, as lines of host,path,rate: the share that is"
              + " lost is then one of requests. Without, or where a route of a touched host is not"
              + " in it, of routes.")
  private @Nullable Path rates;

  @Mixin private ReadingOptions reading = new ReadingOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private DiffFormat output = DiffFormat.text;

  @Override
  public Integer call() {
    var pair = revisions == null ? ofPaths() : ofRevisions(revisions);
    var before = RouteTables.of(pair.before());
    var after = RouteTables.of(pair.after());
    var diff = RouteDiff.between(before, after);
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    var same = Restatement.between(before, after, diff);
    out.print(output.render(diff, Impact.of(diff, before, after, rates()), same));
    out.flush();
    return diff.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }

  private RequestRates rates() {
    return rates == null ? RequestRates.UNKNOWN : RateFile.read(rates);
  }

  private GivenEstates.Pair ofPaths() {
    if (paths.size() != 2) {
      throw new BadInputException("diff takes BEFORE and AFTER, or --git A..B and a folder");
    }
    var before = reading.manifests(paths.subList(0, 1), this::notice);
    var after = reading.manifests(paths.subList(1, 2), this::notice);
    return apply ? estates().applied(before, after) : estates().pair(before, after);
  }

  private GivenEstates.Pair ofRevisions(String range) {
    if (paths.size() != 1) {
      throw new BadInputException("diff --git takes one folder");
    }
    int dots = range.indexOf("..");
    if (dots <= 0 || range.startsWith("...", dots)) {
      throw new BadInputException("--git takes two revisions as A..B, not '" + range + "'");
    }
    var folder = GitFolder.of(paths.get(0));
    var later = range.substring(dots + 2);
    var before = manifests(folder, range.substring(0, dots));
    var after = manifests(folder, later.isEmpty() ? "HEAD" : later);
    if (before.isEmpty() && after.isEmpty()) {
      throw new BadInputException(paths.get(0) + ": no manifests in either revision");
    }
    return estates().pair(before, after);
  }

  private List<Manifest> manifests(GitFolder folder, String revision) {
    return folder.at(revision).stream()
        .flatMap(
            file ->
                reading.manifests(revision + ":" + file.path(), file.text(), this::notice).stream())
        .toList();
  }

  private GivenEstates estates() {
    return new GivenEstates(reading.dialects(), Instant.now(), this::notice);
  }

  private void notice(String words) {
    Objects.requireNonNull(spec).commandLine().getErr().println("routeguard: " + words);
  }
}
