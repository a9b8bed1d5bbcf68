/** Tests of the restoring room. */
@NullMarked
package dev.routeguard.restore;

import org.jspecify.annotations.NullMarked;
