package dev.routeguard.cli;

import dev.routeguard.cli.ClusterWord.Answer;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests;
import dev.routeguard.files.Manifests.Manifest;
import dev.routeguard.files.Policies;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.Review;
import dev.routeguard.watch.EstateListing;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code routeguard plan}: reviews a set of changes against a cluster, and submits it. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Reviews manifests as one change of the cluster: what it does to requests, how much that is,"
          + " and what the policies say. The API server tries each object, as a dry run.",
      "With --submit the whole is submitted as a RouteChangeSet: its members are then admitted in any"
          + " order.",
      "Exit codes: 0 may go through, 1 denied, 2 bad input, 3 internal error."
    })
final class PlanCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-f", "--filename"},
      arity = "1..*",
      paramLabel = "PATH",
      description = "Manifests or folders of manifests to apply; - is standard input.")
  private List<Path> files = List.of();

  @Option(
      names = "--delete",
      paramLabel = "KIND/NAME",
      description = "An object to delete; KIND/NAMESPACE/NAME where -n is not its namespace.")
  private List<String> deletions = List.of();

  @Option(
      names = "--allow-delete",
      paramLabel = "KIND/NAME",
      description = "The same of one that serves: it is to go although requests are lost by it.")
  private List<String> allowedDeletions = List.of();

  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      paramLabel = "NAMESPACE",
      description = "Of what names none itself, and of the RouteChangeSet. Default: default.")
  private String namespace = "default";

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      description = "Judges by these instead of the cluster's policies.")
  private List<Path> policies = List.of();

  @Option(
      names = "--class",
      paramLabel = "NAME=DIALECT",
      description = "How a class reads its routes where no class object says; * is all others.")
  private Map<String, String> classes = Map.of();

  @Option(
      names = "--operator-namespace",
      defaultValue = "routeguard",
      paramLabel = "NAMESPACE",
      description = "Where Routeguard is installed. Default: routeguard.")
  private String home = "routeguard";

  @Option(names = "--submit", description = "Submits the set, where it may go through.")
  private boolean submit;

  @Option(
      names = "--applied-by",
      paramLabel = "USER",
      description = "Who will make the changes, such as a GitOps controller. Default: you.")
  private @Nullable String appliedBy;

  @Option(
      names = "--expires",
      defaultValue = "1h",
      converter = Lasting.class,
      paramLabel = "DURATION",
      description = "How long members are admitted, such as 30m; at most 30d. Default: 1h.")
  private Duration expires = Duration.ofHours(1);

  @Option(names = "--reason", paramLabel = "TEXT", description = "What it is for, on record.")
  private @Nullable String reason;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private PlanFormat output = PlanFormat.text;

  @Override
  public Integer call() {
    if (files.isEmpty() && deletions.isEmpty() && allowedDeletions.isEmpty()) {
      throw new BadInputException("nothing to plan: -f PATH, --delete or --allow-delete");
    }
    return cluster.cluster().ask(this::plan);
  }

  private int plan(KubernetesClient client) {
    var now = Instant.now();
    var self = Whoami.ask(client);
    var manifests = new Manifests(System.in).read(files);
    var estate = new EstateListing(client, this::notice, namespaces(manifests)).read(classes);
    var changes = changes(client, manifests, estate, self, now);
    if (changes.isEmpty()) {
      notice("nothing here changes what routes traffic");
      return ExitCode.CLEAN;
    }
    var set = new PlannedSet(changes, allowed(), self, expiry(now), appliedBy, reason);
    var known = new ClusterRules(client, home, this::notice);
    var said = known.attestations().with(set.asSet(namespace));
    var review = Review.of(changes, estate, book(known), said);
    var submission = new Submission(client, this::notice);
    var word = isForCluster(set) ? submission.ask(set.resource(namespace)) : ClusterWord.NONE;
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(output.render(review, word));
    out.flush();
    if (!isAdmitted(review, word)) {
      return ExitCode.FINDINGS;
    }
    if (submit && set.isEmpty()) {
      notice("Secrets and ConfigMaps are no members of a set, and nothing else is here to submit");
    } else if (submit) {
      submit(submission, set);
    }
    return ExitCode.CLEAN;
  }

  private boolean isForCluster(PlannedSet set) {
    return policies.isEmpty() && !set.isEmpty();
  }

  private static boolean isAdmitted(Review review, ClusterWord word) {
    return word.answer() == Answer.NONE ? review.isAdmitted() : word.answer() == Answer.ADMITTED;
  }

  private Instant expiry(Instant now) {
    return now.plus(expires).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Those the change is in. */
  private Set<String> namespaces(List<Manifest> manifests) {
    var found = new HashSet<>(Set.of(namespace));
    manifests.forEach(
        manifest ->
            found.add(
                Tree.text(Tree.map(manifest.document(), "metadata"), "namespace", namespace)));
    Stream.concat(named(deletions).stream(), allowed().stream())
        .filter(ref -> !ref.namespace().isEmpty())
        .forEach(ref -> found.add(ref.namespace()));
    return found;
  }

  private List<Change> changes(
      KubernetesClient client, List<Manifest> manifests, Estate estate, Actor self, Instant now) {
    var gone = named(deletions);
    gone.addAll(allowed());
    return new PlannedChanges(new DryRun(client, this::notice), estate, self, now, namespace)
        .of(manifests, gone);
  }

  private Set<ObjectRef> allowed() {
    return named(allowedDeletions);
  }

  private Set<ObjectRef> named(List<String> words) {
    return words.stream()
        .map(one -> NamedObject.parse(one, namespace))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private PolicyBook book(ClusterRules known) {
    return policies.isEmpty()
        ? known.policies()
        : new Policies().of(new Manifests(System.in).read(policies));
  }

  private void submit(Submission submission, PlannedSet set) {
    notice(
        "routechangeset %s/%s is in force until %s: apply the files now, in any order"
            .formatted(namespace, submission.submit(set.resource(namespace)), set.expiresAt()));
  }

  private void notice(String words) {
    Objects.requireNonNull(spec).commandLine().getErr().println("routeguard: " + words);
  }
}
