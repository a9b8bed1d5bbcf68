/**
 * PURE. The status a conformant Gateway API controller reports for an Estate: conditions and counts
 * of attached routes. Called by the command line and the checks; calls {@code routing} and {@code
 * estate}. What is predicted is what the API's text asks of every controller; where it leaves room,
 * the row of the implementation in {@code dialect} decides.
 */
@NullMarked
package dev.routeguard.routing.conditions;

import org.jspecify.annotations.NullMarked;
