package dev.routeguard.cli;

import dev.routeguard.check.Severity;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.EstateSettings;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.Origin;
import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests;
import dev.routeguard.files.Manifests.Manifest;
import dev.routeguard.files.Policies;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.Review;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routeguard check}: the verdict that the cluster would give, from files. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Judges manifests as the webhook would: all of them together, as one change.",
      "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 bad input, 3 internal error."
    })
final class CheckCommand implements Callable<Integer> {
  private static final Path STARTER = Path.of("starter");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Manifests or folders of manifests; - is standard input.")
  private List<Path> files = List.of();

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      description =
          "RoutePolicies and ClusterRoutePolicies, files or folders; or the name of a pack that comes"
              + " along, in Deny mode: essential, exposure, tls, hygiene, incident, migration, or"
              + " starter, all of them but incident. Default: starter.")
  private List<Path> policies = List.of(STARTER);

  @Option(
      names = "--before",
      paramLabel = "PATH",
      description = "What is there before the change. Without: nothing is.")
  private List<Path> before = List.of();

  @Option(
      names = "--since",
      paramLabel = "REVISION",
      description =
          "What the same files held at this Git revision was there before the change, and what they"
              + " no longer hold is deleted by it.")
  private String since = "";

  @Option(
      names = "--class",
      paramLabel = "NAME=DIALECT",
      description = "How a class reads its routes where no class object is given; * is all others.")
  private Map<String, String> classes = Map.of();

  @Option(
      names = "--fail-on",
      defaultValue = "High",
      converter = SeverityNames.class,
      completionCandidates = SeverityNames.class,
      paramLabel = "SEVERITY",
      description = "Exit code 1 from this severity on: ${COMPLETION-CANDIDATES}. Default: High.")
  private Severity failOn = Severity.HIGH;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private ReviewFormat output = ReviewFormat.text;

  @Override
  public Integer call() {
    var now = Instant.now();
    var manifests = new Manifests(System.in);
    var sources = new Sources();
    var earlier = objects(earlier(), now).values();
    var estate = estate(manifests, earlier, now);
    var changes = changes(manifests.read(files), estate, now, sources);
    earlier.stream()
        .filter(object -> sources.fileOf(object.ref()).isEmpty())
        .forEach(gone -> changes.add(Change.between(gone, null, Actor.UNKNOWN, Origin.FILE, now)));
    var command = command();
    if (changes.isEmpty()) {
      command.getErr().println("routeguard: nothing here routes traffic");
      return ExitCode.CLEAN;
    }
    var review = Review.of(changes, estate, book(manifests));
    var checked = new CheckedReview(review, sources, failOn);
    command.getOut().print(output.render(checked));
    command.getOut().flush();
    return checked.fails() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private List<Manifest> earlier() {
    var manifests = new ArrayList<Manifest>();
    for (Path file : since.isEmpty() ? List.<Path>of() : files) {
      GitFolder.of(file).at(since).forEach(found -> manifests.addAll(earlier(found)));
    }
    return manifests;
  }

  // Whoever repairs a file must not be held up by what was wrong with it.
  private List<Manifest> earlier(GitFolder.File file) {
    try {
      return Manifests.parse(since + ":" + file.path(), file.text());
    } catch (BadInputException e) {
      command().getErr().println("routeguard: taken as empty: " + e.getMessage());
      return List.of();
    }
  }

  private CommandLine command() {
    return Objects.requireNonNull(spec).commandLine();
  }

  private Estate estate(Manifests manifests, Collection<KubernetesObject> earlier, Instant now) {
    var estate = Estate.empty(EstateSettings.withDialects(classes));
    for (KubernetesObject object : objects(manifests.read(before), now).values()) {
      estate = estate.with(object);
    }
    for (KubernetesObject object : earlier) {
      estate = estate.with(object);
    }
    return estate.asGiven();
  }

  private PolicyBook book(Manifests manifests) {
    return new Policies().of(policies, manifests);
  }

  private static List<Change> changes(
      List<Manifest> manifests, Estate before, Instant now, Sources sources) {
    var changes = new ArrayList<Change>();
    objects(manifests, now)
        .forEach(
            (manifest, object) -> {
              var first = sources.add(object.ref(), manifest);
              if (first.isPresent()) {
                throw new BadInputException(
                    "%s: %s stands in %s already"
                        .formatted(manifest.source(), object.ref(), first.get().source()));
              }
              changes.add(
                  Change.between(
                      before.find(object.ref()).orElse(null),
                      object,
                      Actor.UNKNOWN,
                      Origin.FILE,
                      now));
            });
    return changes;
  }

  /** The routing objects among the manifests; the others are none of our business. */
  private static Map<Manifest, KubernetesObject> objects(List<Manifest> manifests, Instant now) {
    var objects = new LinkedHashMap<Manifest, KubernetesObject>();
    for (Manifest manifest : manifests) {
      manifest.object(now).ifPresent(object -> objects.put(manifest, object));
    }
    return objects;
  }
}
