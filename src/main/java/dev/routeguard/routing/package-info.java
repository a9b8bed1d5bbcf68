/**
 * PURE. Which request goes where: requests, outcomes, route tables and the difference between two
 * estates in routes. Called by the checks, the review and the command line; calls {@code estate}
 * only. How one controller reads manifests is in {@code dialect}, how one kind becomes routes in
 * {@code from}.
 */
@NullMarked
package dev.routeguard.routing;

import org.jspecify.annotations.NullMarked;
