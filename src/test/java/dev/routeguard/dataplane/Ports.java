package dev.routeguard.dataplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine that nobody uses now. */
final class Ports {
  private Ports() {}

  static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nobody listens there. */
  static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** One that is free, and the one {@code distance} below it is a port, too. */
  static int freeAbove(int distance) {
    for (int i = 0; i < 100; i++) {
      int port = free();
      if (port - distance > 1024) {
        return port;
      }
    }
    throw new IllegalStateException("no free port above " + distance);
  }
}
