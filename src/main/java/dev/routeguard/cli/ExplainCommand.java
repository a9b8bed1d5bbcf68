package dev.routeguard.cli;

import dev.routeguard.estate.Estate;
import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests;
import dev.routeguard.files.Policies;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.review.PolicyExplanation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routeguard explain}: why a policy governs an object or not, and what its checks see. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says why a policy governs an object or does not, and what each of its checks sees in the"
          + " object as it stands. With -f both come from files, otherwise from the cluster.",
      "Exit codes: 0 explained, whatever it is, 2 bad input, 3 internal error."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final Path STARTER = Path.of("starter");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "POLICY",
      description = "A policy's name, or KIND/NAME, or KIND/NAMESPACE/NAME.")
  private String policy = "";

  @Parameters(
      index = "1",
      paramLabel = "KIND/NAME",
      description = "The object; KIND/NAMESPACE/NAME where -n is not its namespace.")
  private String object = "";

  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      paramLabel = "NAMESPACE",
      description = "Of an object that names none. Default: default.")
  private String namespace = "default";

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      description =
          "Policies from files or folders, or a pack that comes along, such as starter. Without: the"
              + " cluster's; with -f starter.")
  private List<Path> policies = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private ExplainFormat output = ExplainFormat.text;

  @Mixin private EstateInput input = new EstateInput();

  @Override
  public Integer call() {
    var ref = NamedObject.parse(object, namespace);
    Estate estate = input.estate();
    var found =
        estate.find(ref).orElseThrow(() -> new BadInputException("there is no %s".formatted(ref)));
    var book = book();
    var explanation = PolicyExplanation.of(policyIn(book), book, found, estate, Instant.now());
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(output.render(explanation));
    out.flush();
    return ExitCode.CLEAN;
  }

  private PolicyBook book() {
    if (policies.isEmpty() && !input.isFiles()) {
      return input.cluster().ask(client -> new ClusterRules(client, "", input::notice).policies());
    }
    var named = policies.isEmpty() ? List.of(STARTER) : policies;
    return new Policies().of(named, new Manifests(System.in));
  }

  private CompiledPolicy policyIn(PolicyBook book) {
    var named =
        book.policies().stream()
            .filter(one -> one.id().toString().equals(policy) || one.id().name().equals(policy))
            .toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    throw new BadInputException(
        named.isEmpty()
            ? "there is no policy %s; there are %s".formatted(policy, names(book.policies()))
            : "%s may be any of %s".formatted(policy, names(named)));
  }

  private static String names(List<CompiledPolicy> policies) {
    return policies.isEmpty()
        ? "none"
        : policies.stream().map(one -> one.id().toString()).collect(Collectors.joining(", "));
  }
}
