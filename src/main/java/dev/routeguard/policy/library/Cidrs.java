package dev.routeguard.policy.library;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import dev.routeguard.policy.library.IpAddresses.Ip;
import java.util.Optional;

/**
 * Ranges of IP addresses: {@code cidr}, {@code isCIDR}, {@code containsIP}, {@code containsCIDR},
 * {@code ip}, {@code masked}, {@code prefixLength}. Source: Kubernetes CEL CIDR library.
 */
final class Cidrs {
  private static final Type<Cidr> CIDR = new Type<>(Cidr.class, OpaqueType.create("net.CIDR"));

  private Cidrs() {}

  static FunctionLibrary library() {
    return new FunctionLibrary("cidr")
        .function("cidr", CIDR.celType(), Types.STRING, Cidr::of)
        .function("isCIDR", SimpleType.BOOL, Types.STRING, text -> Cidr.parse(text).isPresent())
        .function("string", SimpleType.STRING, CIDR, Cidr::toString)
        .method("containsIP", SimpleType.BOOL, CIDR, IpAddresses.IP, Cidr::contains)
        .method(
            "containsIP",
            SimpleType.BOOL,
            CIDR,
            Types.STRING,
            (cidr, text) -> cidr.contains(Ip.of(text)))
        .method("containsCIDR", SimpleType.BOOL, CIDR, CIDR, Cidr::contains)
        .method(
            "containsCIDR",
            SimpleType.BOOL,
            CIDR,
            Types.STRING,
            (cidr, text) -> cidr.contains(Cidr.of(text)))
        .method("ip", IpAddresses.IP.celType(), CIDR, Cidr::address)
        .method("masked", CIDR.celType(), CIDR, Cidr::masked)
        .method("prefixLength", SimpleType.INT, CIDR, cidr -> (long) cidr.prefix());
  }

  /** An address and how many of its bits matter. */
  private record Cidr(Ip address, int prefix) {
    static Cidr of(String text) {
      return parse(text)
          .orElseThrow(() -> new IllegalArgumentException("\"%s\" is no CIDR".formatted(text)));
    }

    static Optional<Cidr> parse(String text) {
      var parts = text.split("/", -1);
      if (parts.length != 2 || !parts[1].matches("0|[1-9][0-9]{0,2}")) {
        return Optional.empty();
      }
      int prefix = Integer.parseInt(parts[1]);
      return Ip.parse(parts[0]).filter(ip -> prefix <= ip.bits()).map(ip -> new Cidr(ip, prefix));
    }

    boolean contains(Ip ip) {
      int rest = address.bits() - prefix;
      return ip.bits() == address.bits()
          && ip.value().shiftRight(rest).equals(address.value().shiftRight(rest));
    }

    boolean contains(Cidr other) {
      return other.prefix >= prefix && contains(other.address);
    }

    Cidr masked() {
      int rest = address.bits() - prefix;
      return new Cidr(
          new Ip(address.bits(), address.value().shiftRight(rest).shiftLeft(rest)), prefix);
    }

    @Override
    public String toString() {
      return address + "/" + prefix;
    }
  }
}
