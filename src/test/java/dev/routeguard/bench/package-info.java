/**
 * What the webhook costs, measured through a real API server. Run by hand, by the command in {@link
 * dev.routeguard.bench.AdmissionBench}; no part of a build.
 */
@NullMarked
package dev.routeguard.bench;

import org.jspecify.annotations.NullMarked;
