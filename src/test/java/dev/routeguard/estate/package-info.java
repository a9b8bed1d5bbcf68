/** Tests of the estate, and the small language in which other tests write objects. */
@NullMarked
package dev.routeguard.estate;

import org.jspecify.annotations.NullMarked;
