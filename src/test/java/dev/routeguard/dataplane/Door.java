package dev.routeguard.dataplane;

import java.util.List;

/**
 * Where a made route may be attached.
 *
 * @param parent the parentRef in flow style
 * @param hosts hostnames that a route there may have; {@code %s} stands for the namespace
 */
record Door(String parent, List<String> hosts) {
  static final List<String> HOSTS =
      List.of(
          "%s.example.com",
          "%s.example.org", "*.%s.example.com", "b.%s.example.com", "*.%s.example.org");

  /** At a section of a Gateway, or at all of it where the section is empty. */
  static Door of(String gateway, String section, String... hosts) {
    var name = gateway.split("/");
    var where = section.isEmpty() ? "" : ", sectionName: " + section;
    return new Door(
        "{namespace: %s, name: %s%s}".formatted(name[0], name[1], where),
        hosts.length == 0 ? HOSTS : List.of(hosts));
  }

  /** At a section of the ListenerSet {@code own} of the route's namespace. */
  static Door ofSet(String section, String... hosts) {
    var where = section.isEmpty() ? "" : ", sectionName: " + section;
    return new Door(
        "{group: gateway.networking.k8s.io, kind: ListenerSet, name: own%s}".formatted(where),
        hosts.length == 0 ? HOSTS : List.of(hosts));
  }
}
