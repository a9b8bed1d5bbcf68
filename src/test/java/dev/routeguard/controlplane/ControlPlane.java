package dev.routeguard.controlplane;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A running etcd and kube-apiserver on random ports, with an admin and ordinary people such as
 * {@code alice} (group {@code dev}), RBAC and an audit log. No controller runs unless asked for: a
 * deleted namespace stays Terminating, the built-in aggregated roles are empty, and nobody writes
 * EndpointSlices but the test. Started by {@link ControlPlaneExtension} for most tests.
 */
public final class ControlPlane implements AutoCloseable {
  private static final String ADMIN = "admin";

  private final Supervisor supervisor;
  private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

  private ControlPlane(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /**
   * Starts one and returns when it is ready; builds it before, where that was not done yet.
   *
   * @param options of {@code deploy/local/control-plane run}, such as {@code
   *     --with-controller-manager} or {@code --user}, {@code carol:ops}
   */
  public static ControlPlane start(String... options) {
    return new ControlPlane(Supervisor.start(List.of(options)));
  }

  /** A client that may do everything. Closed with the control plane. */
  public KubernetesClient adminClient() {
    return clientFor(ADMIN);
  }

  /**
   * A client with the token of {@code user}, who may do what {@link #grant} gave. Closed with the
   * control plane.
   */
  public KubernetesClient clientFor(String user) {
    return clients.computeIfAbsent(user, name -> clientWith(kubeconfigOf(name)));
  }

  /** A new client as a kubeconfig says; the caller closes it. */
  public static KubernetesClient clientWith(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  /** The admin's kubeconfig. */
  public Path kubeconfig() {
    return supervisor.folder().resolve("kubeconfig");
  }

  /** The kubeconfig of a person who has a token. */
  public Path kubeconfigOf(String user) {
    var file =
        user.equals(ADMIN) ? kubeconfig() : supervisor.folder().resolve(user + ".kubeconfig");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("nobody here is called " + user);
    }
    return file;
  }

  /** The address of the API server. */
  public String url() {
    return adminClient().getMasterUrl().toString();
  }

  /** Everything lives here: logs, kubeconfigs, certificates. It is removed at the end. */
  public Path folder() {
    return supervisor.folder();
  }

  /** What the API server wrote down about each request. */
  public AuditLog auditLog() {
    return new AuditLog(supervisor.folder().resolve("audit.log"));
  }

  /**
   * Makes a namespace with a name of its own, beginning with {@code prefix}, and returns the name.
   */
  public String newNamespace(String prefix) {
    var name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    adminClient()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /**
   * Lets {@code user} edit routing objects (Ingress, Services, EndpointSlices, Gateway API) of a
   * namespace.
   */
  public void grant(String user, String namespace) {
    new Grants(adminClient()).inNamespace(user, namespace, Grants.editRoutes());
  }

  /** Lets {@code user} do what {@code rules} say in a namespace; returns when it holds. */
  public void grant(String user, String namespace, List<PolicyRule> rules) {
    new Grants(adminClient()).inNamespace(user, namespace, rules);
  }

  /** Lets {@code user} do what {@code rules} say in the whole cluster; returns when it holds. */
  public void grantEverywhere(String user, List<PolicyRule> rules) {
    new Grants(adminClient()).everywhere(user, rules);
  }

  /**
   * Installs the Gateway API's standard CRDs and returns when they are served. Again is no error.
   */
  public void installGatewayApi() {
    new GatewayApi(adminClient()).install();
  }

  /**
   * Removes the Gateway API's CRDs, and with them all objects of its kinds. Others share this
   * control plane.
   */
  public void removeGatewayApi() {
    new GatewayApi(adminClient()).remove();
  }

  /**
   * A kubeconfig with a token of a ServiceAccount, as a pod of it would have. The account must
   * exist.
   *
   * @return a file in {@link #folder()}
   */
  public Path serviceAccountKubeconfig(String namespace, String name) {
    var request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(86_400L).endSpec().build();
    var token =
        adminClient().serviceAccounts().inNamespace(namespace).withName(name).tokenRequest(request);
    var config =
        new ConfigBuilder(
                Serialization.unmarshal(
                    read(kubeconfig()), io.fabric8.kubernetes.api.model.Config.class))
            .editFirstUser()
            .editUser()
            .withToken(token.getStatus().getToken())
            .endUser()
            .endUser()
            .build();
    return write(
        supervisor.folder().resolve(namespace + "." + name + ".kubeconfig"),
        Serialization.asYaml(config));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String content) {
    try {
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessHandle supervisorProcess() {
    return supervisor.process();
  }

  /** Stops the processes and removes their folder. */
  @Override
  public void close() {
    clients.values().forEach(KubernetesClient::close);
    supervisor.close();
  }
}
