package dev.routeguard.api;

import dev.routeguard.api.v1alpha1.ChangeActor;
import dev.routeguard.api.v1alpha1.ChangeOperation;
import dev.routeguard.api.v1alpha1.ChangeOrigin;
import dev.routeguard.api.v1alpha1.DeltaType;
import dev.routeguard.api.v1alpha1.FindingSeverity;
import dev.routeguard.api.v1alpha1.FindingState;
import dev.routeguard.api.v1alpha1.ImpactBasis;
import dev.routeguard.api.v1alpha1.ObjectReference;
import dev.routeguard.api.v1alpha1.PolicyKind;
import dev.routeguard.api.v1alpha1.PolicyReference;
import dev.routeguard.api.v1alpha1.RecordedDelta;
import dev.routeguard.api.v1alpha1.RecordedDiff;
import dev.routeguard.api.v1alpha1.RecordedFinding;
import dev.routeguard.api.v1alpha1.RecordedImpact;
import dev.routeguard.api.v1alpha1.RevisionReason;
import dev.routeguard.api.v1alpha1.RouteChange;
import dev.routeguard.api.v1alpha1.RouteChangeSpec;
import dev.routeguard.api.v1alpha1.RouteReport;
import dev.routeguard.api.v1alpha1.RouteReportSpec;
import dev.routeguard.api.v1alpha1.RouteReportStatus;
import dev.routeguard.api.v1alpha1.RouteRevision;
import dev.routeguard.api.v1alpha1.RouteRevisionSpec;
import dev.routeguard.api.v1alpha1.SeverityCounts;
import dev.routeguard.api.v1alpha1.VerdictName;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Valid records of one change, with every field set. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456Z");

  private Samples() {}

  static RouteChange routeChange(String namespace, String name) {
    var spec = new RouteChangeSpec();
    spec.object = ingress(namespace);
    spec.operation = ChangeOperation.UPDATE;
    spec.actor = alice();
    spec.origin = ChangeOrigin.ADMISSION;
    spec.time = NOON;
    spec.verdict = VerdictName.DENY;
    spec.fingerprint = "5f1c";
    spec.summary = "shop.example.com loses /pay";
    spec.findings = List.of(finding());
    spec.findingsTotal = 1;
    spec.diff = diff();
    spec.impact = impact();
    spec.patch = "[{\"op\":\"remove\",\"path\":\"/spec/rules/0\"}]";
    spec.revisionBefore = "ingress-shop-1";
    spec.policies = List.of(policy());
    var change = new RouteChange();
    change.setMetadata(named(namespace, name));
    change.setSpec(spec);
    return change;
  }

  static RouteReport routeReport(String namespace, String name) {
    var report = new RouteReport();
    report.setMetadata(named(namespace, name));
    report.setSpec(new RouteReportSpec());
    report.getSpec().object = ingress(namespace);
    var status = new RouteReportStatus();
    status.findings = List.of(finding());
    status.counts = new SeverityCounts();
    status.counts.critical = 1;
    status.total = 1;
    status.lastChanged = NOON;
    report.setStatus(status);
    return report;
  }

  static RouteRevision routeRevision(String namespace, String name) {
    var spec = new RouteRevisionSpec();
    spec.object = ingress(namespace);
    spec.revision = 1L;
    spec.time = NOON;
    spec.fingerprint = "5f1c";
    spec.hash = "9a3b";
    spec.state = Map.of("kind", "Ingress", "spec", Map.of("rules", List.of()));
    spec.reason = RevisionReason.BASELINE;
    spec.change = "ingress-shop-5f1c";
    var revision = new RouteRevision();
    revision.setMetadata(named(namespace, name));
    revision.setSpec(spec);
    return revision;
  }

  private static ObjectMeta named(String namespace, String name) {
    return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
  }

  private static ObjectReference ingress(String namespace) {
    var object = new ObjectReference();
    object.apiVersion = "networking.k8s.io/v1";
    object.kind = "Ingress";
    object.namespace = namespace;
    object.name = "shop";
    object.uid = "1d0e6f6c-6a0e-4d0e-9a53-1f7d7a6c0f11";
    object.resourceVersion = "42";
    return object;
  }

  private static ChangeActor alice() {
    var actor = new ChangeActor();
    actor.user = "alice";
    actor.groups = List.of("dev", "system:authenticated");
    actor.fieldManager = "kubectl-edit";
    return actor;
  }

  private static RecordedFinding finding() {
    var finding = new RecordedFinding();
    finding.check = "route-lost";
    finding.policy = "ClusterRoutePolicy/no-lost-requests";
    finding.severity = FindingSeverity.CRITICAL;
    finding.state = FindingState.ADDED;
    finding.subject = "shop.example.com/pay";
    finding.fieldPath = "spec.rules[0].http.paths";
    finding.message = "shop.example.com loses /pay";
    finding.remedy = "Keep the path, or move it to another Ingress first";
    finding.witness = "GET https://shop.example.com/pay";
    finding.docsUrl = "https://routeguard.dev/checks/route-lost";
    return finding;
  }

  private static RecordedDiff diff() {
    var lost = new RecordedDelta();
    lost.type = DeltaType.LOST;
    lost.entry = "class:nginx";
    lost.host = "shop.example.com";
    lost.match = "shop.example.com/pay";
    lost.witness = "GET https://shop.example.com/pay";
    lost.before = "shop/pay:8080";
    lost.after = "404";
    var diff = new RecordedDiff();
    diff.words = List.of("shop.example.com loses /pay");
    diff.entries = List.of(lost);
    diff.total = 1;
    diff.truncated = false;
    return diff;
  }

  private static RecordedImpact impact() {
    var impact = new RecordedImpact();
    impact.routes = 1;
    impact.hosts = 1;
    impact.namespaces = 1;
    impact.readyEndpointsBefore = 3;
    impact.readyEndpointsAfter = 0;
    impact.lostPercent = 12;
    impact.basis = ImpactBasis.ROUTES;
    return impact;
  }

  private static PolicyReference policy() {
    var policy = new PolicyReference();
    policy.kind = PolicyKind.CLUSTER_ROUTE_POLICY;
    policy.name = "no-lost-requests";
    policy.uid = "0b0e6f6c-6a0e-4d0e-9a53-1f7d7a6c0f22";
    policy.generation = 3L;
    return policy;
  }
}
