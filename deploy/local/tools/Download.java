import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * For machines without Go: {@code java Download.java envtest KUBERNETES-MINOR FOLDER} and {@code java Download.java
 * gateway-crds VERSION FOLDER}. The first reads the index that Fabric8's kube-api-test and envtest read, takes the
 * newest archive of that minor version and checks it against the index's SHA-512.
 */
final class Download {
  private static final Pattern ARCHIVE =
      Pattern.compile("envtest-v([0-9.]+)-(\\w+)-(\\w+)\\.tar\\.gz:\\s+hash: (\\w+)\\s+selfLink: (\\S+)");

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(Redirect.NORMAL).connectTimeout(Duration.ofSeconds(10)).build();

  private record Archive(String version, String os, String arch, String hash, URI link) {
    int patch() {
      return Integer.parseInt(version.substring(version.lastIndexOf('.') + 1));
    }
  }

  public static void main(String[] args) throws InterruptedException {
    var folder = Path.of(args[2]);
    try {
      if (args[0].equals("envtest")) {
        new Download().envtest(args[1], folder);
      } else {
        new Download().gatewayCrds(args[1], folder);
      }
    } catch (IOException e) {
      System.err.println(e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()));
      System.exit(1);
    }
  }

  private void envtest(String minor, Path folder) throws IOException, InterruptedException {
    var archive = newest(minor);
    var bytes = get(archive.link());
    if (!archive.hash().equals(sha512(bytes))) {
      throw new IOException(archive.link() + " is not what its index says");
    }
    var packed = folder.resolve("envtest.tar.gz");
    Files.write(packed, bytes);
    unpack(packed, folder);
    Files.delete(packed);
  }

  private Archive newest(String minor) throws IOException, InterruptedException {
    var index = new String(get(URI.create(
        "https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml")));
    return ARCHIVE.matcher(index).results()
        .map(m -> new Archive(m.group(1), m.group(2), m.group(3), m.group(4), URI.create(m.group(5))))
        .filter(a -> a.version().startsWith(minor + ".") && a.os().equals(os()) && a.arch().equals(arch()))
        .max(Comparator.comparingInt(Archive::patch))
        .orElseThrow(() -> new IOException("no archive of Kubernetes " + minor + " for this machine"));
  }

  private void gatewayCrds(String version, Path folder) throws IOException, InterruptedException {
    var manifest = get(URI.create("https://github.com/kubernetes-sigs/gateway-api/releases/download/v"
        + version + "/standard-install.yaml"));
    Files.createDirectories(folder);
    Files.write(folder.resolve("standard-install.yaml"), manifest);
  }

  private byte[] get(URI uri) throws IOException, InterruptedException {
    var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(uri + " answers " + response.statusCode());
      }
      return body.readAllBytes();
    }
  }

  private static void unpack(Path packed, Path folder) throws IOException, InterruptedException {
    var command = List.of("tar", "-xzf", packed.toString(), "-C", folder.toString(), "--strip-components=2",
        "--wildcards", "*/etcd", "*/kube-apiserver");
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("tar can't unpack " + packed);
    }
  }

  private static String sha512(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  private static String os() {
    return System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
  }

  private static String arch() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }
}
