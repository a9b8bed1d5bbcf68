package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.policy.PolicyId;
import dev.routeguard.review.JudgedFinding;
import dev.routeguard.review.Review;
import dev.routeguard.review.ReviewError;
import dev.routeguard.review.Verdict;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events (events.k8s.io/v1, KEP-383) at the object and at the policies that decided, for what
 * people must know: a refusal, a rollback, a hold, a bad change that stays. What goes through is no
 * event. Events are a courtesy, the record is what counts: they are dropped rather than waited for.
 */
public final class EventAnnouncer implements Announcer, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventAnnouncer.class);
  private static final Set<ChangeAction> NEWS =
      EnumSet.of(
          ChangeAction.DENIED, ChangeAction.LANDED, ChangeAction.ROLLED_BACK, ChangeAction.HELD);
  private static final String CONTROLLER = "routeguard.dev/routeguard";

  /** Events about what is in no namespace are kept in this one (client-go, tools/events). */
  private static final String NO_NAMESPACE = "default";

  private static final int LONGEST_NOTE = 1024;
  private static final int LONGEST_NAME = 253;
  private static final int QUEUED = 500;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final Function<String, Optional<String>> policyUid;
  private final String replica;
  private final Clock clock;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUED),
          task -> {
            var thread = new Thread(task, "routeguard-events");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * Over a client that may create Events everywhere.
   *
   * @param policyUid uid of a policy by {@code Kind/namespace/name}, so that {@code kubectl
   *     describe} finds its Events
   * @param replica who says it
   */
  public EventAnnouncer(
      KubernetesClient client,
      Function<String, Optional<String>> policyUid,
      String replica,
      Clock clock) {
    this.client = client;
    this.policyUid = policyUid;
    this.replica = replica;
    this.clock = clock;
  }

  @Override
  public void decided(RouteChange record, ChangeAction action, @Nullable Review review) {
    if (NEWS.contains(action)) {
      var deciding = review == null ? List.<String>of() : deciding(review);
      thread.execute(() -> events(record, action, deciding).forEach(this::create));
    }
  }

  @Override
  public void dropped(String what, String why) {
    // A server that takes no record takes no Event either.
  }

  private void create(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debugf("no event %s: %s", event.getMetadata().getName(), e.getMessage());
    }
  }

  private List<Event> events(RouteChange record, ChangeAction action, List<String> deciding) {
    var object = object(record);
    var events = new ArrayList<Event>();
    // An object whose creation was refused does not exist.
    if (object.getUid() != null) {
      events.add(event(record, action, object, null));
    }
    for (var policy : deciding) {
      events.add(event(record, action, policy(policy), object));
    }
    return events;
  }

  private Event event(
      RouteChange record,
      ChangeAction action,
      ObjectReference regarding,
      @Nullable ObjectReference related) {
    var now = clock.instant();
    var home = Objects.requireNonNullElse(regarding.getNamespace(), NO_NAMESPACE);
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(home)
        .withName(name(record, action, regarding))
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withType("Warning")
        .withReason(action.toString())
        .withAction("Review")
        .withReportingController(CONTROLLER)
        .withReportingInstance(CleanText.of(replica, 128))
        .withRegarding(regarding)
        .withRelated(related)
        .withNote(note(record, action, related))
        .build();
  }

  /** The same decision said twice has the same name, and the API server keeps one. */
  private static String name(RouteChange record, ChangeAction action, ObjectReference regarding) {
    var hash = Digest.ofText(record.getMetadata().getName() + action + regarding.getKind());
    var name = Objects.requireNonNull(regarding.getName());
    var front = name.substring(0, Math.min(name.length(), LONGEST_NAME - 17));
    return front + "." + hash.substring(0, 16);
  }

  private static String note(
      RouteChange record, ChangeAction action, @Nullable ObjectReference related) {
    var about =
        related == null
            ? ""
            : StoredState.ref(record.getSpec().object).map(ref -> ref + ": ").orElse("");
    var text =
        "%s%s: %s. See RouteChange %s/%s."
            .formatted(
                about,
                words(action),
                Objects.requireNonNullElse(record.getSpec().summary, ""),
                record.getMetadata().getNamespace(),
                record.getMetadata().getName());
    return CleanText.of(text, LONGEST_NOTE);
  }

  private static String words(ChangeAction action) {
    return switch (action) {
      case DENIED -> "a change was denied";
      case ROLLED_BACK -> "a change landed and was put back";
      case HELD -> "a change landed, should be put back and was not";
      case LANDED -> "a change landed that a policy is against";
      case ADMITTED, WARNED, ROLLING_BACK -> "a change";
    };
  }

  private static ObjectReference object(RouteChange record) {
    var object = Objects.requireNonNull(record.getSpec().object);
    return new ObjectReferenceBuilder()
        .withApiVersion(object.apiVersion)
        .withKind(object.kind)
        .withNamespace(object.namespace)
        .withName(object.name)
        .withUid(object.uid)
        .build();
  }

  /** The policies that are against it; those that only watch have nothing to do with it. */
  private static List<String> deciding(Review review) {
    return Stream.of(Verdict.ROLL_BACK, Verdict.DENY)
        .flatMap(verdict -> policies(review, verdict))
        .map(PolicyId::toString)
        .distinct()
        .toList();
  }

  private static Stream<PolicyId> policies(Review review, Verdict verdict) {
    return Stream.concat(
        review.findings(verdict).stream().map(JudgedFinding::policy),
        review.errors(verdict).stream().map(ReviewError::policy));
  }

  /** From {@code Kind/name} or {@code Kind/namespace/name}. */
  private ObjectReference policy(String id) {
    var parts = id.split("/");
    return new ObjectReferenceBuilder()
        .withApiVersion("routeguard.dev/v1alpha1")
        .withKind(parts[0])
        .withNamespace(parts.length == 3 ? parts[1] : null)
        .withName(parts[parts.length - 1])
        .withUid(policyUid.apply(id).orElse(null))
        .build();
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
