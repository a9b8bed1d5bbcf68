/** Tests of the watching room. */
@NullMarked
package dev.routeguard.watch;

import org.jspecify.annotations.NullMarked;
