package dev.routeguard.cases;

import dev.routeguard.files.Manifests;
import dev.routeguard.files.Policies;
import dev.routeguard.policy.Mode;
import dev.routeguard.policy.PolicyBook;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies cases are judged by; the starter policies are compiled once for all of them. */
public final class CasePolicies {
  private @Nullable PolicyBook starter;

  /** The shipped starter policies in Deny mode. */
  synchronized PolicyBook starter() {
    var book = starter;
    if (book == null) {
      book = new Policies().starter(Mode.DENY);
      starter = book;
    }
    return book;
  }

  /** Those of the files; the starter policies where there are none. */
  public PolicyBook of(List<Path> files) {
    return files.isEmpty()
        ? starter()
        : new Policies().of(new Manifests(InputStream.nullInputStream()).read(files));
  }
}
