package dev.routeguard.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a Service is to the API server: one address in front of several operators. Connections go to
 * the targets in turn; a target that refuses is passed over.
 */
final class Balancer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Integer> targets = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "balancer");
            thread.setDaemon(true);
            return thread;
          });

  Balancer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Sends every other connection to this port of the loopback address as well. */
  void add(int targetPort) {
    targets.add(targetPort);
  }

  private void accept() {
    for (int turn = 0; !listener.isClosed(); turn++) {
      try {
        forward(listener.accept(), turn);
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void forward(Socket client, int turn) throws IOException {
    for (int i = 0; i < targets.size(); i++) {
      int port = targets.get((turn + i) % targets.size());
      try {
        var target = new Socket(InetAddress.getLoopbackAddress(), port);
        threads.execute(() -> copy(client, target));
        threads.execute(() -> copy(target, client));
        return;
      } catch (IOException e) {
        continue; // this one is down: the next
      }
    }
    client.close();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      return; // one side hung up, which closes both
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
