package dev.routeguard.estate;

/**
 * Where a change was seen: asked for at admission, landed as the watch shows it, or written in a
 * file.
 */
public enum Origin {
  ADMISSION,
  WATCH,
  FILE
}
