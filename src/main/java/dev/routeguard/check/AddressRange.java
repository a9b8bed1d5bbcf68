package dev.routeguard.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive IP addresses of one family.
 *
 * @param bits 32 or 128
 */
public record AddressRange(int bits, BigInteger first, BigInteger last) {
  private static final Comparator<AddressRange> ORDER =
      Comparator.comparing(AddressRange::bits).thenComparing(AddressRange::first);

  /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address; never a name. */
  public static Optional<AddressRange> parse(String text) {
    var slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    var bytes = IpAddress.parse(address);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    var bits = bytes.get().length * 8;
    var prefix = slash < 0 ? bits : number(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      return Optional.empty();
    }
    return Optional.of(of(bits, new BigInteger(1, bytes.get()), prefix));
  }

  private static AddressRange of(int bits, BigInteger address, int prefix) {
    var size = BigInteger.ONE.shiftLeft(bits - prefix);
    var first = address.divide(size).multiply(size);
    return new AddressRange(bits, first, first.add(size).subtract(BigInteger.ONE));
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  /** Whether every address of this range lies in one of the others taken together. */
  public boolean isWithin(Collection<AddressRange> others) {
    return merged(others).stream()
        .anyMatch(
            other ->
                other.bits == bits
                    && other.first.compareTo(first) <= 0
                    && other.last.compareTo(last) >= 0);
  }

  private static List<AddressRange> merged(Collection<AddressRange> ranges) {
    var merged = new ArrayList<AddressRange>();
    for (var range : ranges.stream().sorted(ORDER).toList()) {
      var previous = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (previous != null && previous.touches(range)) {
        merged.set(
            merged.size() - 1,
            new AddressRange(range.bits, previous.first, previous.last.max(range.last)));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  private boolean touches(AddressRange later) {
    return bits == later.bits && last.add(BigInteger.ONE).compareTo(later.first) >= 0;
  }
}
