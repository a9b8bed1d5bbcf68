/** Tests of the routing model: one sentence for each rule of a dialect, and the diff's. */
@NullMarked
package dev.routeguard.routing;

import org.jspecify.annotations.NullMarked;
