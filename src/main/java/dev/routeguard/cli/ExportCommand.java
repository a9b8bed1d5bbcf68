package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests;
import dev.routeguard.files.Policies;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code routeguard export}: a policy in the form of another engine. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "vap",
    description = {
      "Writes policies in the form of another engine, where they need nothing that it lacks.",
      "Exit codes: 0 written, 2 bad input or not to be exported, 3 internal error."
    })
final class ExportCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "in which form? see export --help");
  }

  @Command(
      name = "vap",
      mixinStandardHelpOptions = true,
      description =
          "As ValidatingAdmissionPolicies with their bindings, which the API server evaluates by"
              + " itself. What is lost stands at the top.")
  int vap(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "Files or folders of policies; - is standard input.")
          List<Path> files) {
    var manifests = new Manifests(System.in).read(files);
    if (manifests.isEmpty()) {
      throw new BadInputException("no policy in " + files);
    }
    // Compiled first: what is no policy here is none there.
    new Policies().of(manifests);
    var text = new StringBuilder();
    for (var manifest : manifests) {
      var exported = AdmissionPolicyExport.of(Policies.read(manifest));
      if (!exported.obstacles().isEmpty()) {
        throw new BadInputException(
            "%s: can't be a ValidatingAdmissionPolicy: %s"
                .formatted(manifest.source(), String.join("; ", exported.obstacles())));
      }
      text.append(exported.yaml());
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.print(text);
    out.flush();
    return ExitCode.CLEAN;
  }
}
