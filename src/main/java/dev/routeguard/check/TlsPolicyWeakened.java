package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.KubernetesObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * T06. Clients may come with a TLS version or ciphers that were refused before, by what {@code
 * tls-settings.tsv} and {@code tls-policies.tsv} list. Where the provider's default is an old
 * policy, naming none is as bad as naming that one.
 */
public final class TlsPolicyWeakened implements ChangeCheck {
  static final String NAME = "tls-policy-weakened";
  private static final String MIN_VERSION = "minVersion";
  private static final List<String> STRENGTH = List.of("weak", "common", "strong");

  /** RFC 7465 (RC4), RFC 8996, and the names OpenSSL has for what nobody should use. */
  private static final List<String> WEAK =
      List.of(
          "RC4", "3DES", "DES-CBC", "MD5", "NULL", "EXP", "ADH", "AECDH", "LOW", "SSLV2", "SSLV3");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "T06",
          NAME,
          "TLS version or ciphers weakened",
          Severity.MEDIUM,
          "The lowest TLS version falls below minVersion, weak ciphers are added, or the named"
              + " policy of a provider is weaker than before or missing where the default is old.",
          List.of(ParameterSpec.number(MIN_VERSION, 1.2, 1.0, 1.3, "Lowest TLS version.")));

  private final List<Setting> settings = Setting.load();
  private final Map<String, Policy> policies = Policy.load();

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    var least = parameters.decimal(MIN_VERSION);
    return situation.changes().stream()
        .filter(change -> change.after() != null)
        .flatMap(change -> found(change, least))
        .toList();
  }

  private Stream<Found> found(Change change, double least) {
    return settings.stream()
        .filter(setting -> setting.kind().equals(change.ref().kind().kindName()))
        .filter(setting -> setting.value(change.after()).isPresent())
        .flatMap(
            setting ->
                why(
                    setting,
                    setting.value(change.before()),
                    setting.value(change.after()).orElseThrow(),
                    least)
                    .map(why -> found(change, setting, why))
                    .stream());
  }

  private Optional<String> why(
      Setting setting, Optional<String> before, String after, double least) {
    if (before.filter(after::equals).isPresent()) {
      return Optional.empty();
    }
    return switch (setting.reads()) {
      case "policy" -> ofPolicy(before, after, least);
      case "version" -> ofVersion(before.map(Setting::number), Setting.number(after), least);
      default -> ofCiphers(before.orElse(""), after);
    };
  }

  private Optional<String> ofPolicy(Optional<String> before, String after, double least) {
    var now = policies.get(after);
    var old = before.map(policies::get);
    if (now == null) {
      return Optional.empty();
    }
    var version = ofVersion(old.map(Policy::minimum), now.minimum(), least);
    return version.isPresent()
        ? version
        : old.filter(policy -> now.isWeakerThan(policy))
            .map(
                policy ->
                    "takes policy %s, which allows %s ciphers, instead of %s"
                        .formatted(after, now.ciphers(), before.orElse("")));
  }

  private static Optional<String> ofVersion(Optional<Double> before, double after, double least) {
    return after < least && before.filter(old -> old <= after).isEmpty()
        ? Optional.of(
            "lets clients speak TLS %s%s"
                .formatted(
                    after, before.map(old -> ", from %s on before".formatted(old)).orElse("")))
        : Optional.empty();
  }

  private static Optional<String> ofCiphers(String before, String after) {
    var added = weak(after);
    added.removeAll(weak(before));
    return added.isEmpty()
        ? Optional.empty()
        : Optional.of("allows the ciphers " + String.join(", ", added));
  }

  private static Set<String> weak(String ciphers) {
    return Arrays.stream(ciphers.split("[:, ]+"))
        .filter(cipher -> !cipher.startsWith("!") && !cipher.startsWith("-"))
        .filter(cipher -> WEAK.stream().anyMatch(cipher.toUpperCase(Locale.ROOT)::contains))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Found found(Change change, Setting setting, String why) {
    return Found.at(
        DESCRIPTION,
        change.ref(),
        setting.key(),
        "metadata.annotations[%s]".formatted(setting.key()),
        "%s %s".formatted(change.ref(), why),
        "Name a current policy or version, TLS 1.2 at least.");
  }

  private record Policy(double minimum, String ciphers) {
    static Map<String, Policy> load() {
      return Table.rows("tls-policies.tsv", 3).stream()
          .collect(
              Collectors.toMap(
                  row -> row.get(0),
                  row -> new Policy(Double.parseDouble(row.get(1)), row.get(2))));
    }

    boolean isWeakerThan(Policy other) {
      return STRENGTH.indexOf(ciphers) < STRENGTH.indexOf(other.ciphers) || minimum < other.minimum;
    }
  }

  private record Setting(String kind, String key, String reads, String standard, String needs) {
    static List<Setting> load() {
      return Table.rows("tls-settings.tsv", 5).stream()
          .map(row -> new Setting(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
          .toList();
    }

    /** Empty where the object has no TLS, or the controller's own setting holds. */
    Optional<String> value(@Nullable KubernetesObject object) {
      if (object == null || !hasTls(object)) {
        return Optional.empty();
      }
      var value = object.annotations().getOrDefault(key, "").strip();
      return Optional.of(value.isEmpty() ? standard : value).filter(text -> !text.isEmpty());
    }

    private boolean hasTls(KubernetesObject object) {
      return needs.isEmpty()
          ? !object.list("spec", "tls").isEmpty()
          : !object.annotations().getOrDefault(needs, "").isBlank();
    }

    /** What is no number is as good as the newest: nobody can say that it is worse. */
    private static double number(String version) {
      return version.matches("[0-9]\\.[0-9]") ? Double.parseDouble(version) : 9;
    }
  }
}
