package dev.routeguard.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The checks by name. Adding one is a file of its own and a line here. */
public final class Catalogue {
  private final Map<String, Check> checks;

  private Catalogue(List<Check> checks) {
    this.checks =
        checks.stream()
            .collect(
                Collectors.toMap(
                    Check::name,
                    Function.identity(),
                    (one, other) -> {
                      throw new IllegalArgumentException("two checks named " + one.name());
                    },
                    TreeMap::new));
  }

  /** A catalogue of exactly these checks. */
  public static Catalogue of(List<Check> checks) {
    return new Catalogue(checks);
  }

  /** What Routeguard ships. */
  public static Catalogue builtIn() {
    return BuiltIn.ALL;
  }

  /** Made when first asked for. */
  private static final class BuiltIn {
    static final Catalogue ALL =
        of(
            List.of(
                new BackendServiceMissing(),
                new ExactNotHonoured(),
                new PrefixNotElementWise(),
                new ImplementationSpecificPath(),
                new WildcardDepthChanged(),
                new DefaultBackendDuplicate(),
                new ListenerConflict(),
                new CanaryIneffective(),
                new RewriteDropsPath(),
                new RedirectDeadEnd(),
                new GroupOrderChanged(),
                new IngressGroupFrozen(),
                new BackendProtocolChanged(),
                new HttpGrpcHostShared(),
                new PrecedenceLost(),
                new BackendPortMissing(),
                new BackendNoReadyEndpoints(),
                new WeightToDeadBackend(),
                new RouteLost(),
                new RouteTakenOver(),
                new TlsRemoved(),
                new ExposureWidened(),
                new SourceRangesWidened(),
                new TlsSecretInvalid(),
                new CertificateNotValid(),
                new DangerousAnnotation(),
                new HostTakenOver(),
                new FreezeWindow(),
                new RetiredController(),
                new OwnerMissing(),
                new LoadBalancerRecreated(),
                new HealthCheckChanged(),
                new TimeoutRemoved(),
                new TimeoutInconsistent(),
                new RetryAmplification(),
                new AffinityChanged(),
                new BodyLimitReduced(),
                new RateLimitChanged(),
                new ClientAuthRemoved(),
                new AuthRemoved(),
                new AuthBypassed(),
                new WildcardHost(),
                new ExternalIps(),
                new NodePortExposed(),
                new ControllerFreezeRisk(),
                new CertificateOverlap(),
                new TlsHostsMismatch(),
                new BackendTlsUnverified(),
                new ExternalNameBackend(),
                new SensitivePathPublished(),
                new WafDetached(),
                new CorsWildcardCredentials(),
                new GatewayOpened(),
                new ServerAliasClaim(),
                new ProviderFirewallOff(),
                new LocalTrafficFewEndpoints(),
                new ClientIpHidden(),
                new ProxyProtocolToggled(),
                new HostOutsideClaim(),
                new GitopsObjectEdited(),
                new ClassNotAllowed(),
                new LegacyClassAnnotation(),
                new ClassAnnotationConflict(),
                new DeprecatedServiceField(),
                new ForeignAnnotationIgnored(),
                new BlastRadiusExceeded(),
                new EndpointsShrunk(),
                new TargetPortChanged(),
                new CapacityReduced(),
                new ServingObjectDeleted(),
                new SingleEndpoint(),
                new ServingNamespaceDeleted(),
                new ListenerFanOut(),
                new SharedConfigFanOut(),
                new PublishesNotReady(),
                new OnlyTerminatingEndpoints(),
                new ManualEndpointsChanged(),
                new TopologyConcentratesLoad(),
                new BulkChange(),
                new TlsPolicyWeakened(),
                new TlsModeSwitched(),
                new BackendTlsPolicyBroken(),
                new ForeignEndpointAddress(),
                new MirrorToForeign(),
                new GroupJoined(),
                new RawConfig(),
                new LoadBalancerIpShared(),
                new ClientIpAffinityBehindProxy(),
                new DrainingShortened(),
                new CrossZoneOff(),
                new CountLimitExceeded(),
                new DeliveryOutOfEnvelope(),
                new UnservedApiVersion(),
                new ExperimentalField(),
                new MigrationNotEquivalent(),
                new UnknownAnnotation(),
                new RouteConflict(),
                new RuleShadowed(),
                new CatchAllBeforeSpecific(),
                new RegexBleed(),
                new CatchAllAdded(),
                new RouteNotAttached(),
                new ReferenceNotGranted(),
                new WeightJump(),
                new DataPlaneSwitched(),
                new RouteRetargeted(),
                new ClassUnresolved(),
                new PathMetacharacters()));
  }

  public Optional<Check> find(String name) {
    return Optional.ofNullable(checks.get(name));
  }

  /** All checks, by name. */
  public Collection<Check> all() {
    return List.copyOf(checks.values());
  }

  /** The state checks with their defaults: what the audit runs. */
  public List<ConfiguredCheck> audit() {
    return checks.values().stream()
        .filter(StateCheck.class::isInstance)
        .map(ConfiguredCheck::standard)
        .toList();
  }
}
