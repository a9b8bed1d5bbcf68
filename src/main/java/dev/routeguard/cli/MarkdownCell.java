package dev.routeguard.cli;

/** Text that a Markdown table shows as it is. */
final class MarkdownCell {
  private MarkdownCell() {}

  static String of(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1").replace('\n', ' ');
  }
}
