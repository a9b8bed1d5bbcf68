package dev.routeguard.controlplane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API server wrote down about every request, denied ones included. The file is read again
 * on each question. An entry may appear a moment after the client has its answer, so a test that
 * expects one waits for it.
 */
public final class AuditLog {
  private final Path file;
  private final ObjectMapper json = new ObjectMapper();

  public AuditLog(Path file) {
    this.file = file;
  }

  /** All requests so far, in order of their first entry. A watch is there from its start on. */
  public List<AuditEntry> entries() {
    Map<String, AuditEntry> byId = new LinkedHashMap<>();
    try (var lines = Files.lines(file)) {
      lines.filter(AuditLog::isWhole).map(this::parsed).forEach(e -> byId.putIfAbsent(e.id(), e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(byId.values());
  }

  /** The requests of one user; a ServiceAccount is {@code system:serviceaccount:NAMESPACE:NAME}. */
  public List<AuditEntry> entriesOf(String user) {
    return entries().stream().filter(e -> e.user().equals(user)).toList();
  }

  /** The last line may be on its way to the disk. */
  private static boolean isWhole(String line) {
    return line.endsWith("}");
  }

  private AuditEntry parsed(String line) {
    try {
      return AuditEntry.from(json.readTree(line));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
