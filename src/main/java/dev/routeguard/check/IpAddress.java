package dev.routeguard.check;

import java.util.Optional;

/**
 * Reads IP addresses as text. Not {@code InetAddress.getByName}, which asks a name server where the
 * text is no address.
 */
public final class IpAddress {
  private IpAddress() {}

  /** 4 or 16 bytes; empty where the text is no address. */
  public static Optional<byte[]> parse(String text) {
    return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
  }

  private static Optional<byte[]> parseV4(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    var bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (!parts[i].matches("[0-9]{1,3}") || Integer.parseInt(parts[i]) > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return Optional.of(bytes);
  }

  private static Optional<byte[]> parseV6(String text) {
    var gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    var head = gap < 0 ? text : text.substring(0, gap);
    var tail = gap < 0 ? "" : text.substring(gap + 2);
    var left = groups(head);
    var right = groups(tail);
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    var missing = 16 - left.get().length - right.get().length;
    if (gap < 0 ? missing != 0 : missing < 2) {
      return Optional.empty();
    }
    var bytes = new byte[16];
    System.arraycopy(left.get(), 0, bytes, 0, left.get().length);
    System.arraycopy(right.get(), 0, bytes, 16 - right.get().length, right.get().length);
    return Optional.of(bytes);
  }

  private static Optional<byte[]> groups(String text) {
    if (text.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    var parts = text.split(":", -1);
    var v4 = parts[parts.length - 1].indexOf('.') >= 0 ? parseV4(parts[parts.length - 1]) : null;
    if (parts.length > 8 || (v4 != null && v4.isEmpty())) {
      return Optional.empty();
    }
    var words = v4 == null ? parts.length : parts.length - 1;
    var bytes = new byte[words * 2 + (v4 == null ? 0 : 4)];
    for (int i = 0; i < words; i++) {
      if (!parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        return Optional.empty();
      }
      var value = Integer.parseInt(parts[i], 16);
      bytes[2 * i] = (byte) (value >> 8);
      bytes[2 * i + 1] = (byte) value;
    }
    if (v4 != null) {
      System.arraycopy(v4.get(), 0, bytes, words * 2, 4);
    }
    return Optional.of(bytes);
  }
}
