package dev.routeguard.dataplane;

/**
 * What a data plane answered.
 *
 * @param status HTTP status; 0 where the connection was refused or cut
 * @param location of a redirect, else empty
 * @param body with a backend's answer: its address
 */
record Answer(int status, String location, String body) {
  @Override
  public String toString() {
    return status
        + (location.isEmpty() ? "" : " to " + location)
        + (body.isEmpty() ? "" : " " + body);
  }
}
