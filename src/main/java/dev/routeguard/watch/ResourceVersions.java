package dev.routeguard.watch;

/**
 * The order of resource versions. Kubernetes promises since 1.35 (KEP-5504) what was always true of
 * etcd: they are whole numbers that grow with every write.
 */
public final class ResourceVersions {
  private ResourceVersions() {}

  /**
   * Negative where the first is older. Versions that are no numbers, as other servers of the same
   * API may give, compare as "newer", because nothing is known about them.
   */
  public static int compare(String one, String other) {
    if (one.equals(other)) {
      return 0;
    }
    if (!isNumber(one) || !isNumber(other)) {
      return 1;
    }
    return one.length() != other.length()
        ? Integer.compare(one.length(), other.length())
        : one.compareTo(other);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.charAt(0) != '0' && text.chars().allMatch(Character::isDigit);
  }
}
