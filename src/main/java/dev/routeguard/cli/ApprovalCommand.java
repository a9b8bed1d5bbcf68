package dev.routeguard.cli;

import dev.routeguard.api.v1alpha1.AttestationDecision;
import dev.routeguard.api.v1alpha1.ObjectReference;
import dev.routeguard.api.v1alpha1.ProposedOperation;
import dev.routeguard.api.v1alpha1.RouteApproval;
import dev.routeguard.api.v1alpha1.RouteApprovalSpec;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.ObjectRef;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code routeguard approval}: asks for the approval of a change, or grants it. */
@Command(
    name = "approval",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "request|grant",
    description = {
      "Asks for the approval of a proposed change, or grants it. A denial, and routeguard plan, print"
          + " the words to use.",
      "Exit codes: 0 written, 2 bad input or refused, 3 internal error."
    })
final class ApprovalCommand implements Runnable {
  private static final int NAME_LENGTH = 40;
  private static final int DIGITS_SHOWN = 8;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "request or grant? see approval --help");
  }

  @Command(
      name = "request",
      description = "Asks for approval, with ticket and what was done of the checklist.")
  int request(
      @Mixin Words words,
      @Option(
              names = "--ticket",
              paramLabel = "TICKET",
              description = "Ticket of the change, such as OPS-1234.")
          @Nullable String ticket,
      @Option(
              names = "--done",
              paramLabel = "ITEM",
              description = "An item of the policy's checklist, word for word; again for another.")
          @Nullable List<String> done) {
    var own = words.spec(AttestationDecision.REQUESTED);
    own.ticket = ticket;
    own.checklist = done;
    return write(words, own);
  }

  @Command(name = "grant", description = "Says that you have looked at the change and are for it.")
  int grant(@Mixin Words words) {
    return write(words, words.spec(AttestationDecision.APPROVED));
  }

  private int write(Words words, RouteApprovalSpec own) {
    var written = words.cluster.cluster().ask(client -> create(client, words, own));
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    out.printf(
        "routeapproval %s/%s: %s by %s for %s, counts until %s%n",
        written.getMetadata().getNamespace(),
        written.getMetadata().getName(),
        own.decision,
        Objects.requireNonNull(own.by).user,
        words.ref(),
        own.expiresAt);
    out.flush();
    return ExitCode.CLEAN;
  }

  private static RouteApproval create(KubernetesClient client, Words words, RouteApprovalSpec own) {
    Actor self = Whoami.ask(client);
    own.by = Whoami.person(self);
    var approval = new RouteApproval();
    approval.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(words.namespace)
            .withGenerateName(words.namePrefix())
            .build());
    approval.setSpec(own);
    return client.resource(approval).create();
  }

  /** What both say. */
  static final class Words {
    @Parameters(paramLabel = "KIND/NAME", description = "The object, such as ingress/web.")
    private String object = "";

    @Option(
        names = {"-n", "--namespace"},
        required = true,
        paramLabel = "NAMESPACE",
        description = "Namespace of the object; of a cluster-scoped one the operator's.")
    private String namespace = "";

    @Option(
        names = "--fingerprint",
        required = true,
        paramLabel = "DIGEST",
        description = "Which content, as the denial prints it.")
    private String fingerprint = "";

    @Option(names = "--delete", description = "The change is the deletion of the object.")
    private boolean delete;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private @Nullable String reason;

    @Option(
        names = "--expires",
        defaultValue = "24h",
        converter = Lasting.class,
        paramLabel = "DURATION",
        description = "How long it counts, such as 30m or 7d; at most 30d. Default: 24h.")
    private Duration expires = Duration.ofHours(24);

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    ObjectRef ref() {
      return NamedObject.parse(object, namespace);
    }

    private String namePrefix() {
      var ref = ref();
      var name = ref.kind().kindName().toLowerCase(Locale.ROOT) + "-" + ref.name();
      var cut = name.substring(0, Math.min(NAME_LENGTH, name.length()));
      return cut
          + "-"
          + fingerprint.substring(0, Math.min(DIGITS_SHOWN, fingerprint.length()))
          + "-";
    }

    private RouteApprovalSpec spec(AttestationDecision decision) {
      var own = new RouteApprovalSpec();
      own.object = reference(ref());
      own.operation = delete ? ProposedOperation.DELETE : ProposedOperation.APPLY;
      own.fingerprint = fingerprint;
      own.decision = decision;
      own.reason = reason;
      own.expiresAt = Instant.now().plus(expires).truncatedTo(ChronoUnit.SECONDS);
      return own;
    }
  }

  /** An object as our kinds name it. */
  static ObjectReference reference(ObjectRef ref) {
    var reference = new ObjectReference();
    reference.kind = ref.kind().kindName();
    reference.namespace = ref.namespace().isEmpty() ? null : ref.namespace();
    reference.name = ref.name();
    return reference;
  }
}
