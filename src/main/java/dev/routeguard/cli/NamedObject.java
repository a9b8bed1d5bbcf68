package dev.routeguard.cli;

import dev.routeguard.estate.Kind;
import dev.routeguard.estate.ObjectRef;
import dev.routeguard.files.BadInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An object as people name it to kubectl: {@code ingress/web}, {@code services/pay}. */
final class NamedObject {
  private NamedObject() {}

  /**
   * The object.
   *
   * @param words kind and name, or kind, namespace and name, with slashes between
   * @param namespace where none is among the words
   */
  static ObjectRef parse(String words, String namespace) {
    var parts = words.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || Arrays.asList(parts).contains("")) {
      throw new BadInputException(
          "'%s' names no object; write KIND/NAME or KIND/NAMESPACE/NAME".formatted(words));
    }
    var kind = kind(parts[0]);
    var where = parts.length == 3 ? parts[1] : namespace;
    return new ObjectRef(kind, kind.namespaced() ? where : "", parts[parts.length - 1]);
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(
            kind -> kind.kindName().equalsIgnoreCase(word) || kind.plural().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "no kind %s routes traffic; there are %s"
                        .formatted(
                            word,
                            Arrays.stream(Kind.values())
                                .map(Kind::kindName)
                                .collect(Collectors.joining(", ")))));
  }
}
