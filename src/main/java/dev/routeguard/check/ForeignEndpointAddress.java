package dev.routeguard.check;

import dev.routeguard.estate.Estate;
import dev.routeguard.estate.IndexKey;
import dev.routeguard.estate.Kind;
import dev.routeguard.estate.KubernetesObject;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.estate.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * X10. Whoever may write EndpointSlices can make a proxy send requests anywhere, past network
 * policies and past grants: CVE-2021-25740, CVE-2021-25737. Pods and nodes are known by the Pods;
 * where those are unknown, only link-local addresses are found.
 */
public final class ForeignEndpointAddress implements StateCheck {
  static final String NAME = "foreign-endpoint-address";
  private static final String ALLOWED = "allowed";

  /**
   * RFC 3927 and RFC 4291: instance metadata services answer there; fd00:ec2::254 is that of EC2.
   */
  private static final List<AddressRange> METADATA =
      ranges(List.of("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128"));

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "X10",
          NAME,
          "Endpoint address is not the Service's own",
          Severity.HIGH,
          "An EndpointSlice kept by hand holds the address of a Pod in another namespace, of a"
              + " node, or of a metadata service; Medium while no route uses its Service.",
          List.of(ParameterSpec.ranges(ALLOWED, "Addresses that may be listed by hand.")));

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  private static List<AddressRange> ranges(List<String> texts) {
    return texts.stream().map(AddressRange::parse).flatMap(Optional::stream).toList();
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    var allowed = ranges(parameters.texts(ALLOWED));
    var found = new ArrayList<Found>();
    scope
        .present(Kind.ENDPOINT_SLICE)
        .filter(slice -> !Facts.isControllers(slice) && !isOfApiServer(slice.ref()))
        .forEach(slice -> found.addAll(of(scope, slice, allowed)));
    return found;
  }

  /** The API server lists its own addresses there. */
  private static boolean isOfApiServer(ObjectRef slice) {
    return slice.namespace().equals("default") && slice.name().equals("kubernetes");
  }

  private static List<Found> of(Scope scope, KubernetesObject slice, List<AddressRange> allowed) {
    var found = new ArrayList<Found>();
    for (var endpoint : Tree.maps(slice.document(), "endpoints")) {
      for (var address : Tree.texts(endpoint, "addresses")) {
        var isAllowed =
            AddressRange.parse(address).filter(one -> one.isWithin(allowed)).isPresent();
        if (!isAllowed) {
          whose(scope.estate(), slice.ref().namespace(), address)
              .map(whose -> found(scope, slice, address, whose))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<String> whose(Estate estate, String namespace, String address) {
    if (AddressRange.parse(address).filter(one -> one.isWithin(METADATA)).isPresent()) {
      return Optional.of("a link-local address, where instance metadata services answer");
    }
    var pods = estate.refs(new IndexKey.PodAddress(address));
    if (!pods.isEmpty()) {
      return pods.stream()
          .sorted()
          .filter(pod -> !pod.namespace().equals(namespace))
          .findFirst()
          .map(pod -> "that of " + pod + " in another namespace");
    }
    return estate.refs(new IndexKey.NodeAddress(address)).isEmpty()
        ? Optional.empty()
        : Optional.of("that of a node");
  }

  private static Found found(Scope scope, KubernetesObject slice, String address, String whose) {
    var found =
        Found.at(
            DESCRIPTION,
            slice.ref(),
            address,
            "endpoints",
            "%s lists %s, which is %s".formatted(slice.ref(), address, whose),
            "Let the route name the other Service, with a ReferenceGrant where it is in another namespace.");
    var service = ServiceEndpoints.serviceOf(slice);
    return service.filter(ref -> ServiceEndpoints.isRouted(scope.estate(), ref)).isPresent()
        ? ServiceEndpoints.shown(found, scope.tables(), service.orElseThrow())
        : found.as(Severity.MEDIUM);
  }
}
