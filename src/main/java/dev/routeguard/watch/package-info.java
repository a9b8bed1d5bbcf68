/**
 * Watches the API server: informers feed the {@link dev.routeguard.estate.Estate} and the policy
 * book, one event after the other, so that everybody who listens sees the same order. Runs on every
 * replica. Called by the record room and the wiring; calls the review and below.
 */
@NullMarked
package dev.routeguard.watch;

import org.jspecify.annotations.NullMarked;
