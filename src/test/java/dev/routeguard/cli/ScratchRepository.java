package dev.routeguard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Git repository in a folder of a test. */
public final class ScratchRepository {
  private final Path folder;

  /** Makes it. */
  public ScratchRepository(Path folder) {
    this.folder = folder;
    git("init", "-q");
  }

  /** Writes a file of the working tree, with the folders it needs. */
  public ScratchRepository write(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Deletes a file of the working tree. */
  public ScratchRepository delete(String path) throws IOException {
    Files.delete(folder.resolve(path));
    return this;
  }

  /** Commits the whole working tree and returns the commit's name. */
  public String commit() {
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "change");
    return git("rev-parse", "HEAD").strip();
  }

  private String git(String... arguments) {
    var words = new ArrayList<>(List.of("git"));
    words.addAll(List.of(arguments));
    try {
      var git =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      var said = new String(git.getInputStream().readAllBytes());
      if (git.waitFor() != 0) {
        throw new IllegalStateException(words + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new IllegalStateException(words.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(words.toString(), e);
    }
  }
}
