package dev.routeguard.admission.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.util.IPAddress;

/**
 * Where the certificate is and what it says.
 *
 * @param namespace of the Secret and of the Service
 * @param secret its name
 * @param configuration name of the ValidatingWebhookConfiguration
 * @param service name of the Service in front of the endpoint
 * @param hosts further names and addresses the API server may reach it by
 */
public record CertificateSettings(
    CertificateMode mode,
    String namespace,
    String secret,
    String configuration,
    String service,
    List<String> hosts,
    CertificateTimes times) {
  public CertificateSettings {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(times, "times");
    hosts = List.copyOf(hosts);
  }

  /** All names and addresses in the certificate; the API server asks for {@code name.ns.svc}. */
  List<String> subjectNames() {
    var own = List.of(service + "." + namespace + ".svc", service + "." + namespace, service);
    return Stream.concat(own.stream(), hosts.stream())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(CertificateSettings::canonical)
        .distinct()
        .toList();
  }

  /** As a certificate gives it back, so that what is there can be compared with what is wanted. */
  private static String canonical(String name) {
    if (!IPAddress.isValid(name)) {
      return name.toLowerCase(Locale.ROOT);
    }
    try {
      return InetAddress.getByName(name).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(name + " is no address", e);
    }
  }
}
