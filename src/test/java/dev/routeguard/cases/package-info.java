/** Reads and runs case files: whole estates with the answers that others say they give. */
@NullMarked
package dev.routeguard.cases;

import org.jspecify.annotations.NullMarked;
