package dev.routeguard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What {@code routeguard check} takes from start to exit for folders of 1,000, 2,000 and 4,000
 * manifests with the starter policies, beside a folder of one. How to run it stands in
 * docs/benchmarks.md.
 */
public final class CheckBench {
  private static final int[] SIZES = {1, 1000, 2000, 4000};
  private static final int ROUNDS = 5;

  /** An Ingress of three paths and its Service, in a file of their own. */
  private static final String APP =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: app-%1$d
        namespace: team-%2$d
        annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: "30"}
      spec:
        ingressClassName: nginx
        tls: [{hosts: [app-%1$d.example.com], secretName: certificate-%1$d}]
        rules:
        - host: app-%1$d.example.com
          http:
            paths:
            - {path: /, pathType: Prefix, backend: {service: {name: app-%1$d, port: {number: 80}}}}
            - {path: /api, pathType: Prefix, backend: {service: {name: app-%1$d, port: {name: http}}}}
            - {path: /health, pathType: Exact, backend: {service: {name: app-%1$d, port: {number: 80}}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: app-%1$d, namespace: team-%2$d}
      spec: {selector: {app: app-%1$d}, ports: [{name: http, port: 80, targetPort: 8080}]}
      """;

  private CheckBench() {}

  /** Prints a line for each size. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var times = new ArrayList<List<Duration>>();
    var folders = new ArrayList<Path>();
    for (int size : SIZES) {
      folders.add(folder(size));
      times.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < SIZES.length; i++) {
        times.get(i).add(check(folders.get(i)));
      }
    }
    for (int i = 0; i < SIZES.length; i++) {
      var sorted = times.get(i).stream().sorted().toList();
      System.out.printf(
          "%5d manifests: median %.2f s, best %.2f s%n",
          SIZES[i], seconds(sorted.get(ROUNDS / 2)), seconds(sorted.get(0)));
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  /** Two manifests a file. */
  private static Path folder(int manifests) throws IOException {
    var folder = Files.createTempDirectory("routeguard-check");
    for (int i : IntStream.range(0, Math.max(1, manifests / 2)).toArray()) {
      Files.writeString(folder.resolve("app-%d.yaml".formatted(i)), APP.formatted(i, i % 50));
    }
    return folder;
  }

  private static Duration check(Path folder) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var process =
        new ProcessBuilder("bin/routeguard", "check", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("routeguard check ended with " + exitCode);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
