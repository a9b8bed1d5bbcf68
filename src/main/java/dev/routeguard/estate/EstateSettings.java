package dev.routeguard.estate;

import java.util.Map;
import java.util.Set;

/**
 * What an Estate can't read from its objects.
 *
 * @param dialects class name (IngressClass or GatewayClass) to dialect, where it overrides what the
 *     class's controller says; {@code *} stands for all others. A class named here exists even
 *     where no class object is given
 * @param unserved kinds that the API server does not serve now, such as Gateway API without its
 *     CRDs
 * @param unknown kinds of which the Estate holds nothing because nobody looked: their objects are
 *     unknown, not missing
 */
public record EstateSettings(Map<String, String> dialects, Set<Kind> unserved, Set<Kind> unknown) {
  /** Stands for every class that is not named. */
  public static final String ALL_OTHERS = "*";

  public EstateSettings {
    dialects = Map.copyOf(dialects);
    unserved = Set.copyOf(unserved);
    unknown = Set.copyOf(unknown);
  }

  /** Whether everything was looked at that is always read. */
  public boolean isComplete() {
    return Kind.OPTIONAL.containsAll(unknown);
  }

  /** Classes say their dialect, every kind is served and known. */
  public static EstateSettings defaults() {
    return new EstateSettings(Map.of(), Set.of(), Set.of());
  }

  public static EstateSettings withDialects(Map<String, String> dialects) {
    return new EstateSettings(dialects, Set.of(), Set.of());
  }
}
