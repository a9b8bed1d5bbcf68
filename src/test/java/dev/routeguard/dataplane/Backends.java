package dev.routeguard.dataplane;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.routeguard.admission.certificate.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Backends in a network namespace of their own, since the API server takes no loopback address for
 * an endpoint: one server at many addresses, which answers with the one it was asked at. Needs root
 * (or CAP_NET_ADMIN); the namespace goes with the test, however that ends.
 */
final class Backends implements AutoCloseable {
  static final int PORT = 8080;
  static final int TLS_PORT = 8443;
  static final int COUNT = 8;

  private static final String SCRIPT =
      """
      set -e
      name=$1 net=$2 count=$3; shift 3
      tidy() { kill $child 2>/dev/null || true; ip link del "${name}a" 2>/dev/null || true; ip netns del "$name" || true; }
      ip netns add "$name"
      trap tidy EXIT
      ip link add "${name}a" type veth peer name "${name}b"
      ip link set "${name}b" netns "$name"
      ip addr add "$net.1/24" dev "${name}a"
      ip link set "${name}a" up
      ip netns exec "$name" ip link set lo up
      for i in $(seq 2 $((count + 1))); do ip netns exec "$name" ip addr add "$net.$i/24" dev "${name}b"; done
      ip netns exec "$name" ip link set "${name}b" up
      ip netns exec "$name" "$@" </dev/null & child=$!
      read -r _ || true
      """;

  private final Tool tool;
  private final String net;

  private Backends(Tool tool, String net) {
    this.tool = tool;
    this.net = net;
  }

  /** Starts them, or skips the test where that is not allowed here. */
  static Backends start(Path folder) {
    assumeTrue(isAllowed(), "backends need root or CAP_NET_ADMIN, and iproute2");
    int number = (int) (ProcessHandle.current().pid() % 200) + 20;
    var net = "10.77." + number;
    var certificate = TestCertificates.forLoopback();
    var tool =
        Tool.guarded(
            SCRIPT,
            folder.resolve("backends.log"),
            Map.of(),
            "rg" + number,
            net,
            Integer.toString(COUNT),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            EchoServer.class.getName(),
            Integer.toString(PORT),
            Integer.toString(TLS_PORT),
            write(folder.resolve("backends.crt"), certificate.chainPem()),
            write(folder.resolve("backends.key"), certificate.keyPem()));
    var backends = new Backends(tool, net);
    Awaitility.await("backends")
        .atMost(Duration.ofSeconds(30))
        .until(() -> backends.addresses().stream().allMatch(Backends::answers));
    return backends;
  }

  private static String write(Path file, String text) {
    try {
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some machines allow namespaces and no virtual links. */
  private static boolean isAllowed() {
    var name = "rgprobe" + ProcessHandle.current().pid() % 1000;
    try {
      Tool.run("ip", "netns", "add", name);
      try {
        // Without the word "name", ip takes the short name for the option "address".
        var link = "ip -n %s link add name a type veth peer name b".formatted(name);
        Tool.run(link.split(" "));
      } finally {
        Tool.run("ip", "netns", "del", name);
      }
      return true;
    } catch (IllegalStateException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean answers(String address) {
    try (var plain = new Socket();
        var secure = new Socket()) {
      plain.connect(new InetSocketAddress(address, PORT), 200);
      secure.connect(new InetSocketAddress(address, TLS_PORT), 200);
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** The address of a backend, by number from 0. */
  String address(int number) {
    return net + "." + (number % COUNT + 2);
  }

  List<String> addresses() {
    return IntStream.range(0, COUNT).mapToObj(this::address).toList();
  }

  @Override
  public void close() {
    tool.close();
  }
}
