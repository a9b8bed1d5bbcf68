package dev.routeguard.record;

import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.api.v1alpha1.RecordedFinding;
import dev.routeguard.api.v1alpha1.RouteReport;
import dev.routeguard.api.v1alpha1.RouteReportSpec;
import dev.routeguard.api.v1alpha1.RouteReportStatus;
import dev.routeguard.api.v1alpha1.SeverityCounts;
import dev.routeguard.check.Finding;
import dev.routeguard.check.Severity;
import dev.routeguard.estate.Estate;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.review.Review;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one RouteReport for each object with something wrong with it, whatever policies there are,
 * and none for the others. Looks now and then rather than at each event, at what changed since: a
 * deployment that rolls out touches its endpoints many times a second. For one thread.
 */
public final class StandingReports {
  private static final Logger LOG = Logger.getLogger(StandingReports.class);
  private static final Set<Kind> REPORTED =
      EnumSet.of(
          Kind.INGRESS,
          Kind.GATEWAY,
          Kind.LISTENER_SET,
          Kind.HTTP_ROUTE,
          Kind.GRPC_ROUTE,
          Kind.TLS_ROUTE,
          Kind.TCP_ROUTE,
          Kind.UDP_ROUTE,
          Kind.SERVICE);

  /** Certificates run out without anybody changing anything. */
  private static final Duration FULL_LOOK = Duration.ofDays(1);

  /** A change of one of these may concern every route. */
  private static final Set<Kind> SHARED =
      EnumSet.of(
          Kind.INGRESS_CLASS,
          Kind.GATEWAY_CLASS,
          Kind.GATEWAY,
          Kind.LISTENER_SET,
          Kind.BACKEND_TLS_POLICY,
          Kind.SECRET,
          Kind.NAMESPACE,
          Kind.REFERENCE_GRANT);

  private final RecordStore store;
  private final RecordPlaces places;
  private final Supplier<Estate> estate;
  private final Clock clock;
  private final Map<ObjectRef, RouteReport> reports = new HashMap<>();
  private @Nullable Estate lookedAt;
  private Instant nextFullLook = Instant.MIN;

  public StandingReports(
      RecordStore store, RecordPlaces places, Supplier<Estate> estate, Clock clock) {
    this.store = store;
    this.places = places;
    this.estate = estate;
    this.clock = clock;
  }

  /** Begins from what is stored; whoever led before may have left anything. */
  public void open() {
    reports.clear();
    lookedAt = null;
    for (var report : store.reports()) {
      StoredState.ref(report.getSpec().object)
          .ifPresentOrElse(ref -> reports.put(ref, report), () -> store.delete(report));
    }
  }

  /** Brings the reports in line with the Estate of this moment; what fails is tried next time. */
  public void look() {
    var now = estate.get();
    var time = clock.instant();
    boolean isFirstOfDay = !time.isBefore(nextFullLook);
    var touched = lookedAt == null || isFirstOfDay ? everything(now) : touched(lookedAt, now);
    if (touched.isEmpty()) {
      lookedAt = now;
      return;
    }
    try {
      for (var ref : touched) {
        report(
            ref,
            now.find(ref).isPresent()
                ? Review.standing(now, ref, clock.instant()).of(ref)
                : List.of());
      }
      lookedAt = now;
      if (isFirstOfDay) {
        nextFullLook = time.plus(FULL_LOOK);
      }
    } catch (KubernetesClientException e) {
      LOG.warnf("reports will be written later: %s", e.getMessage());
    }
  }

  private Set<ObjectRef> everything(Estate now) {
    var all = new HashSet<>(reports.keySet());
    REPORTED.forEach(kind -> now.all(kind).forEach(object -> all.add(object.ref())));
    return all;
  }

  private Set<ObjectRef> touched(Estate before, Estate now) {
    var touched = new HashSet<ObjectRef>();
    for (var ref : now.changedSince(before)) {
      if (SHARED.contains(ref.kind())) {
        return everything(now);
      }
      touched.addAll(concernedBy(ref, before, now));
    }
    return touched;
  }

  private static Set<ObjectRef> concernedBy(ObjectRef ref, Estate before, Estate now) {
    var concerned = new HashSet<ObjectRef>();
    if (ref.kind() == Kind.SERVICE) {
      concerned.add(ref);
      concerned.addAll(now.routesNaming(ref.namespace(), ref.name()));
    } else if (ref.kind() == Kind.ENDPOINT_SLICE) {
      for (var one : List.of(before, now)) {
        one.find(ref)
            .map(slice -> slice.labels().get("kubernetes.io/service-name"))
            .ifPresent(
                service -> {
                  concerned.add(new ObjectRef(Kind.SERVICE, ref.namespace(), service));
                  concerned.addAll(now.routesNaming(ref.namespace(), service));
                });
      }
    } else if (ref.kind() == Kind.POD && !isSameMeaning(before.find(ref), now.find(ref))) {
      for (var one : List.of(before, now)) {
        one.find(ref).map(one::servicesSelecting).ifPresent(concerned::addAll);
      }
    } else if (REPORTED.contains(ref.kind())) {
      concerned.add(ref);
    }
    return concerned;
  }

  /** A Pod shows itself again and again without news. */
  private static boolean isSameMeaning(
      Optional<KubernetesObject> before, Optional<KubernetesObject> now) {
    return before.isPresent() && now.isPresent() && Fingerprint.same(before.get(), now.get());
  }

  private void report(ObjectRef ref, List<Finding> standing) {
    var stored = reports.get(ref);
    if (standing.isEmpty()) {
      if (stored != null) {
        store.delete(stored);
        reports.remove(ref);
      }
      return;
    }
    var findings = FindingRecords.of(standing, ref);
    if (stored == null || !isSame(findings, stored.getStatus())) {
      reports.put(ref, store.put(report(ref, findings, standing)));
    }
  }

  private static boolean isSame(
      List<RecordedFinding> findings, @Nullable RouteReportStatus stored) {
    return stored != null
        && stored.findings != null
        && keys(findings).equals(keys(stored.findings));
  }

  private static List<List<Object>> keys(List<RecordedFinding> findings) {
    return findings.stream()
        .map(
            finding ->
                List.<Object>of(
                    finding.check,
                    String.valueOf(finding.severity),
                    Objects.requireNonNullElse(finding.subject, ""),
                    Objects.requireNonNullElse(finding.fieldPath, ""),
                    finding.message))
        .toList();
  }

  private RouteReport report(
      ObjectRef ref, List<RecordedFinding> findings, List<Finding> standing) {
    var report = new RouteReport();
    report.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(places.namespaceFor(ref))
            .withName(RecordName.ofObject(ref))
            .addToLabels(RecordPlaces.MANAGED_BY, RecordPlaces.ROUTEGUARD)
            .build());
    var spec = new RouteReportSpec();
    spec.object = ChangeRecords.reference(ref);
    report.setSpec(spec);
    report.setStatus(status(findings, standing));
    return report;
  }

  private RouteReportStatus status(List<RecordedFinding> findings, List<Finding> standing) {
    var status = new RouteReportStatus();
    status.findings = findings;
    status.total = standing.size();
    status.truncated = standing.size() > Limits.FINDINGS;
    status.counts = counts(standing);
    status.lastChanged = clock.instant();
    return status;
  }

  private static SeverityCounts counts(List<Finding> standing) {
    var counts = new SeverityCounts();
    counts.critical = count(standing, Severity.CRITICAL);
    counts.high = count(standing, Severity.HIGH);
    counts.medium = count(standing, Severity.MEDIUM);
    counts.low = count(standing, Severity.LOW);
    return counts;
  }

  private static int count(List<Finding> standing, Severity severity) {
    return (int) standing.stream().filter(finding -> finding.severity() == severity).count();
  }
}
