/**
 * PURE. The catalogue: one file per check, each a function from a change in its estate, or from an
 * estate alone, to findings. Called by policies and the review; the rules that every check obeys
 * (ratchet, silence, defaults, ACME solvers, first install, carving) live in one place here, not in
 * each check.
 */
@NullMarked
package dev.routeguard.check;

import org.jspecify.annotations.NullMarked;
