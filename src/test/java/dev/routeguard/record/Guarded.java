package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.ChangeAction;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.attestation.Attestations;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.policy.CompiledPolicy;
import dev.routeguard.policy.PolicyBook;
import dev.routeguard.policy.PolicyFiles;
import dev.routeguard.restore.Restorer;
import dev.routeguard.review.Review;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A cluster with records, and operators that come, go and are killed. */
public final class Guarded {
  private static final Map<String, CompiledPolicy> COMPILED = new ConcurrentHashMap<>();
  public final TestClock clock = new TestClock();
  public final Fuse fuse = Fuse.none();
  public final Cluster cluster = new Cluster(clock, fuse);
  public final InMemoryRecords records = new InMemoryRecords(clock, fuse);
  public boolean rollbackEnabled = true;
  private final Instant installed = clock.instant();
  private PolicyBook policies = PolicyBook.empty();

  /** A policy against lost routes for the whole cluster. */
  public void policy(String mode) {
    policies = PolicyBook.empty().with(COMPILED.computeIfAbsent(mode, Guarded::compiled));
  }

  private static CompiledPolicy compiled(String mode) {
    return new PolicyFiles()
        .policy(
            """
            {apiVersion: routeguard.dev/v1alpha1, kind: ClusterRoutePolicy,
             metadata: {name: no-lost-requests},
             spec: {mode: %s, checks: [{name: route-lost}, {name: weight-to-dead-backend},
                                       {name: backend-service-missing}]}}
            """
                .formatted(mode));
  }

  /** One operator process. */
  public final class Operator {
    public final PendingAdmissions pending = new PendingAdmissions(clock);
    public final List<ChangeAction> decisions = new ArrayList<>();
    public final List<String> dropped = new ArrayList<>();
    private final LandedChanges landed;

    private Operator(String name, int replicas) {
      var restorer = new Restorer(cluster, records, () -> {}, rollbackEnabled, name, clock);
      landed =
          new LandedChanges(
              new LandedChanges.Surroundings(
                  records,
                  restorer,
                  pending,
                  () -> policies,
                  Attestations::none,
                  announcer(),
                  new RecordPlaces("routeguard"),
                  replicas,
                  clock,
                  clock::advance),
              new InOrder());
    }

    private Announcer announcer() {
      return new Announcer() {
        @Override
        public void decided(RouteChange record, ChangeAction action, @Nullable Review review) {
          decisions.add(action);
        }

        @Override
        public void dropped(String what, String why) {
          dropped.add(what + ": " + why);
        }
      };
    }

    public Operator lead() {
      cluster.watch(landed);
      landed.lead(installed);
      return this;
    }

    /** Wins the lease before it has seen anything. */
    public Operator leadUnseeing() {
      landed.lead(installed);
      return this;
    }

    public Operator follow() {
      cluster.watch(landed);
      return this;
    }

    /** Loses its lease. */
    public void stepDown() {
      landed.follow();
    }

    /** Wins the lease. */
    public void takeOver() {
      landed.lead(installed);
    }

    /** Gone, whatever it was doing. */
    public void kill() {
      cluster.forget(landed);
    }
  }

  /** A process that leads and is alone. */
  public Operator start() {
    return operator(1).lead();
  }

  public Operator operator(int replicas) {
    return new Operator("operator-0", replicas);
  }

  public List<RouteChange> changesOf(ObjectRef ref) {
    return records.changesOf(ref);
  }

  /** The only record of an object. */
  public RouteChange onlyChangeOf(ObjectRef ref) {
    var changes = changesOf(ref);
    if (changes.size() != 1) {
      throw new AssertionError("expected one record of " + ref + ", found " + changes.size());
    }
    return changes.get(0);
  }

  /** Time passes. */
  public void later(Duration duration) {
    clock.advance(duration);
  }

  /** One task after the other, those that come meanwhile behind. A crash ends all of them. */
  private static final class InOrder implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean isRunning;

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      if (isRunning) {
        return;
      }
      isRunning = true;
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
      isRunning = false;
    }
  }
}
