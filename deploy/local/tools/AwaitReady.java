import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Waits until an API server says it is ready: {@code java AwaitReady.java URL CERTIFICATE SECONDS}. A JDK is the
 * one thing every machine that builds this project has; curl and kubectl are not.
 */
final class AwaitReady {
  private final URI readyz;
  private final Path certificate;
  private final Instant deadline;

  private AwaitReady(URI readyz, Path certificate, Instant deadline) {
    this.readyz = readyz;
    this.certificate = certificate;
    this.deadline = deadline;
  }

  public static void main(String[] args) throws Exception {
    var deadline = Instant.now().plus(Duration.ofSeconds(Long.parseLong(args[2])));
    var wait = new AwaitReady(URI.create(args[0] + "/readyz"), Path.of(args[1]), deadline);
    System.exit(wait.succeeds() ? 0 : 1);
  }

  private boolean succeeds() throws Exception {
    while (Instant.now().isBefore(deadline)) {
      if (Files.exists(certificate) && answers()) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  /** Any failure only means "not yet": the caller watches the process and reads its log. */
  private boolean answers() throws InterruptedException {
    try {
      // The API server sends anonymous HTTP/2 clients away with each answer, which HttpClient takes for a failure.
      var client =
          HttpClient.newBuilder().version(Version.HTTP_1_1).sslContext(trusting(certificate)).build();
      var request = HttpRequest.newBuilder(readyz).timeout(Duration.ofSeconds(2)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return false;
    }
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + trusted.size(), each);
      }
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
