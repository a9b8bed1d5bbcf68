/** Tests of the checks and the rules, and the small shop estate that other pure tests use too. */
@NullMarked
package dev.routeguard.check;

import org.jspecify.annotations.NullMarked;
