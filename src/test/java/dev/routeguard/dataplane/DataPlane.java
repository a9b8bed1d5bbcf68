package dev.routeguard.dataplane;

/** A controller and its proxy, serving what stands in a control plane. */
interface DataPlane extends AutoCloseable {
  /** Where on this machine requests for a port of the entry go. */
  int localPort(int port);

  @Override
  void close();
}
