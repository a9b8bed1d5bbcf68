package dev.routeguard.cli;

import dev.routeguard.files.BadInputException;
import dev.routeguard.files.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A folder (or file) of a Git repository as it was at a revision, read through the {@code git} of
 * this machine; the working tree is not touched.
 *
 * @param root of the repository
 * @param path of the folder from there; empty for the root itself
 */
record GitFolder(Path root, String path) {
  /** One file of a revision. */
  record File(String path, String text) {}

  /** The folder need not be there any more, only one above it. */
  static GitFolder of(Path folder) {
    try {
      var wanted = folder.toAbsolutePath().normalize();
      var above = wanted;
      while (!Files.isDirectory(above)) {
        above = Objects.requireNonNull(above.getParent(), "every path has a root");
      }
      var top = run(above, "rev-parse", "--show-toplevel").strip();
      var root = Path.of(top).toRealPath();
      var real = above.toRealPath().resolve(above.relativize(wanted));
      return new GitFolder(root, root.relativize(real).toString());
    } catch (IOException e) {
      throw new BadInputException(folder + ": can't be read: " + e.getMessage());
    }
  }

  /** The manifests of a revision in the order of their names. */
  List<File> at(String revision) {
    var commit = commit(revision);
    var listed =
        path.isEmpty()
            ? run(root, "ls-tree", "-r", "-z", "--full-tree", commit)
            : run(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", path);
    var names = new ArrayList<String>();
    for (String entry : listed.split("\0")) {
      int tab = entry.indexOf('\t');
      // Links and submodules hold no text of this repository.
      if (tab > 0 && entry.startsWith("100") && Manifests.isManifest(entry)) {
        names.add(entry.substring(tab + 1));
      }
    }
    return contents(commit, names);
  }

  private String commit(String revision) {
    if (revision.startsWith("-")) {
      throw new BadInputException("'" + revision + "' is no revision");
    }
    try {
      return run(root, "rev-parse", "--verify", "--quiet", revision + "^{commit}").strip();
    } catch (BadInputException e) {
      throw new BadInputException("'%s' is no revision of %s".formatted(revision, root));
    }
  }

  /** One process for all files: it answers each name with a header line and the content. */
  private List<File> contents(String commit, List<String> names) {
    var files = new ArrayList<File>();
    try {
      var git = start(root, "cat-file", "--batch");
      try (var ask = git.getOutputStream();
          var answer = git.getInputStream()) {
        for (String name : names) {
          ask.write((commit + ":" + name + "\n").getBytes(StandardCharsets.UTF_8));
          ask.flush();
          files.add(new File(name, content(name, answer)));
        }
      }
      git.waitFor();
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("git cat-file", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git was running", e);
    }
  }

  private static String content(String name, InputStream answer) throws IOException {
    var header = new StringBuilder();
    for (int c = answer.read(); c != '\n'; c = answer.read()) {
      if (c < 0) {
        throw new BadInputException(name + ": git gives no content");
      }
      header.append((char) c);
    }
    var words = header.toString().split(" ");
    if (words.length != 3) {
      throw new BadInputException(name + ": git gives no content: " + header);
    }
    var bytes = answer.readNBytes(Integer.parseInt(words[2]));
    answer.skipNBytes(1);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Process start(Path directory, String... arguments) throws IOException {
    var words = new ArrayList<>(List.of("git"));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words)
        .directory(directory.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String run(Path directory, String... arguments) {
    try {
      var git = start(directory, arguments);
      git.getOutputStream().close();
      var out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() != 0) {
        throw new BadInputException(
            "%s: git %s failed; is this a Git repository?".formatted(directory, arguments[0]));
      }
      return out;
    } catch (IOException e) {
      throw new BadInputException("git can't be run, and revisions need it: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git was running", e);
    }
  }
}
