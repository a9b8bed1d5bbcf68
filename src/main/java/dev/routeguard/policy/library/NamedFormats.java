package dev.routeguard.policy.library;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.routeguard.policy.library.FunctionLibrary.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Forms that names have: {@code format.dns1123Label().validate(name)} gives the problems, none
 * where the name is fine; {@code format.named('uuid')} finds one by name. Source: Kubernetes CEL
 * format library, apimachinery util/validation.
 */
final class NamedFormats {
  private static final Type<Format> FORMAT =
      new Type<>(Format.class, OpaqueType.create("kubernetes.NamedFormat"));

  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  private NamedFormats() {}

  static FunctionLibrary library() {
    var library =
        new FunctionLibrary("format")
            .function(
                "format.named",
                OptionalType.create(FORMAT.celType()),
                Types.STRING,
                name ->
                    Arrays.stream(Format.values())
                        .filter(format -> format.written.equals(name))
                        .findFirst())
            .method(
                "validate",
                OptionalType.create(Types.STRINGS),
                FORMAT,
                Types.STRING,
                Format::problems);
    for (var format : Format.values()) {
      library.function("format." + format.written, FORMAT.celType(), () -> format);
    }
    return library;
  }

  /** The forms there are. */
  private enum Format {
    DNS_1123_LABEL("dns1123Label", 63, "[a-z0-9]([-a-z0-9]*[a-z0-9])?"),
    DNS_1123_SUBDOMAIN("dns1123Subdomain", 253, SUBDOMAIN),
    DNS_1035_LABEL("dns1035Label", 63, "[a-z]([-a-z0-9]*[a-z0-9])?"),
    DNS_1123_LABEL_PREFIX("dns1123LabelPrefix", 63, "[a-z0-9][-a-z0-9]*"),
    DNS_1123_SUBDOMAIN_PREFIX("dns1123SubdomainPrefix", 253, "[a-z0-9][-.a-z0-9]*"),
    DNS_1035_LABEL_PREFIX("dns1035LabelPrefix", 63, "[a-z][-a-z0-9]*"),
    QUALIFIED_NAME(
        "qualifiedName",
        317,
        "(%s/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?".formatted(SUBDOMAIN)),
    LABEL_VALUE("labelValue", 63, "([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?"),
    URI("uri", 8192, Urls::isUrl),
    UUID("uuid", 64, "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"),
    BYTE("byte", 1_000_000, Format::isBase64),
    DATE("date", 64, text -> isTime(() -> LocalDate.parse(text))),
    DATETIME("datetime", 64, text -> isTime(() -> OffsetDateTime.parse(text)));

    private final String written;
    private final int longest;
    private final Predicate<String> form;

    Format(String written, int longest, String regex) {
      this(written, longest, matching(regex));
    }

    Format(String written, int longest, Predicate<String> form) {
      this.written = written;
      this.longest = longest;
      this.form = form;
    }

    private static Predicate<String> matching(String regex) {
      var pattern = Pattern.compile(regex);
      return text -> pattern.matcher(text).matches();
    }

    /** Empty where it is fine. */
    Optional<List<String>> problems(String text) {
      if (text.length() > longest) {
        return Optional.of(List.of("must be no more than %d characters".formatted(longest)));
      }
      return form.test(text)
          ? Optional.empty()
          : Optional.of(List.of("must be a %s".formatted(written)));
    }

    private static boolean isBase64(String text) {
      try {
        return Base64.getDecoder().decode(text) != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    private static boolean isTime(Runnable parse) {
      try {
        parse.run();
        return true;
      } catch (DateTimeException e) {
        return false;
      }
    }
  }
}
