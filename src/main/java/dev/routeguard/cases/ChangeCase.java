package dev.routeguard.cases;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Estate;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * One case of kind ChangeCase: an estate, what changes in it, and what must become of that.
 *
 * @param changes may be empty where only kinds change that Routeguard does not read yet
 * @param policies file names beside the case; empty for the starter policies
 * @param verdicts those allowed
 * @param checks one of which must be among the findings of a denial or warning
 */
record ChangeCase(
    Path folder,
    Estate before,
    List<Change> changes,
    List<String> policies,
    Set<String> verdicts,
    Set<String> checks) {
  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
