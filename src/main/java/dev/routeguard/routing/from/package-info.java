/**
 * PURE. Translators: what one kind of object says, read into records that know nothing of any
 * controller's habits. Called by the dialects and the route tables; calls {@code estate} and the
 * values of {@code routing}. What can't be translated becomes a note, never silence.
 */
@NullMarked
package dev.routeguard.routing.from;

import org.jspecify.annotations.NullMarked;
