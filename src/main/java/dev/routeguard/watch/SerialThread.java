package dev.routeguard.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs tasks one after the other on one daemon thread with a name. */
public final class SerialThread implements Executor, AutoCloseable {
  private final ExecutorService executor;

  public SerialThread(String name) {
    this.executor =
        Executors.newSingleThreadExecutor(
            task -> {
              var thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Ignored once closed: informers may still deliver while the process stops. */
  @Override
  public void execute(Runnable task) {
    if (!executor.isShutdown()) {
      executor.execute(task);
    }
  }

  /** Interrupts the running task and drops the rest. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
