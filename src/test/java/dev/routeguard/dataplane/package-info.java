/**
 * Agreement of the model with data planes that really run: estates are made from a seed, given to a
 * controller, and asked by HTTP. The {@code *E2E} classes are tests; the rest serves them.
 */
@NullMarked
package dev.routeguard.dataplane;

import org.jspecify.annotations.NullMarked;
