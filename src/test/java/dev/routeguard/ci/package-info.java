/** What deploy/ci brings to forges and hooks, run as they run it. */
@NullMarked
package dev.routeguard.ci;

import org.jspecify.annotations.NullMarked;
