package dev.routeguard.policy.library;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.routeguard.check.IpAddress;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Optional;

/**
 * IP addresses: {@code ip}, {@code isIP}, {@code ip.isCanonical}, {@code family}, {@code
 * isLoopback} and the other ranges. Source: Kubernetes CEL IP address library; as there, no zones,
 * no leading zeros, no IPv4 in IPv6.
 */
final class IpAddresses {
  static final Type<Ip> IP = new Type<>(Ip.class, OpaqueType.create("net.IP"));

  private IpAddresses() {}

  static FunctionLibrary library() {
    return new FunctionLibrary("ip")
        .function("ip", IP.celType(), Types.STRING, Ip::of)
        .function("isIP", SimpleType.BOOL, Types.STRING, text -> Ip.parse(text).isPresent())
        .function("ip.isCanonical", SimpleType.BOOL, Types.STRING, Ip::isCanonical)
        .function("string", SimpleType.STRING, IP, Ip::toString)
        .method("family", SimpleType.INT, IP, Ip::family)
        .method("isUnspecified", SimpleType.BOOL, IP, ip -> ip.address().isAnyLocalAddress())
        .method("isLoopback", SimpleType.BOOL, IP, ip -> ip.address().isLoopbackAddress())
        .method("isLinkLocalMulticast", SimpleType.BOOL, IP, ip -> ip.address().isMCLinkLocal())
        .method("isLinkLocalUnicast", SimpleType.BOOL, IP, ip -> ip.address().isLinkLocalAddress())
        .method("isGlobalUnicast", SimpleType.BOOL, IP, Ip::isGlobalUnicast);
  }

  /**
   * An address as a number.
   *
   * @param bits 32 or 128
   */
  record Ip(int bits, BigInteger value) {
    private static final int LONGEST = 64;
    private static final BigInteger IPV4_IN_IPV6 = BigInteger.valueOf(0xffff);

    static Ip of(String text) {
      return parse(text)
          .orElseThrow(
              () -> new IllegalArgumentException("\"%s\" is no IP address".formatted(text)));
    }

    static Optional<Ip> parse(String text) {
      if (text.length() > LONGEST || text.matches("(.*\\.)?0[0-9]+(\\..*)?")) {
        return Optional.empty();
      }
      return IpAddress.parse(text)
          .map(bytes -> new Ip(bytes.length * 8, new BigInteger(1, bytes)))
          .filter(ip -> ip.bits == 32 || !ip.value.shiftRight(32).equals(IPV4_IN_IPV6));
    }

    static boolean isCanonical(String text) {
      return of(text).toString().equals(text);
    }

    long family() {
      return bits == 32 ? 4 : 6;
    }

    /** As Go has it: neither unspecified, loopback, multicast, link local nor broadcast. */
    boolean isGlobalUnicast() {
      var address = address();
      return !address.isAnyLocalAddress()
          && !address.isLoopbackAddress()
          && !address.isMulticastAddress()
          && !address.isLinkLocalAddress()
          && !(bits == 32 && value.bitCount() == 32);
    }

    InetAddress address() {
      try {
        return InetAddress.getByAddress(bytes());
      } catch (UnknownHostException e) {
        throw new IllegalStateException("an address of %d bits".formatted(bits), e);
      }
    }

    private byte[] bytes() {
      var bytes = new byte[bits / 8];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = value.shiftRight(bits - 8 - 8 * i).byteValue();
      }
      return bytes;
    }

    /** As RFC 5952 has it. */
    @Override
    public String toString() {
      return bits == 32 ? address().getHostAddress() : shortened();
    }

    private String shortened() {
      var groups = new ArrayList<String>();
      for (int i = 0; i < 8; i++) {
        groups.add(Integer.toHexString(value.shiftRight(112 - 16 * i).intValue() & 0xffff));
      }
      int longest = 1;
      int at = -1;
      for (int i = 0; i < 8; i++) {
        int zeros = 0;
        while (i + zeros < 8 && groups.get(i + zeros).equals("0")) {
          zeros++;
        }
        if (zeros > longest) {
          longest = zeros;
          at = i;
        }
      }
      return at < 0
          ? String.join(":", groups)
          : String.join(":", groups.subList(0, at))
              + "::"
              + String.join(":", groups.subList(at + longest, 8));
    }
  }
}
