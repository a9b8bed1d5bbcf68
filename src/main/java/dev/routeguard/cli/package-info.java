/**
 * The command line: picocli commands over the pure rooms, so that a file gets the verdict that the
 * cluster would give. Started by {@code config.Main}; results go to standard output, everything
 * else to standard error.
 */
@NullMarked
package dev.routeguard.cli;

import org.jspecify.annotations.NullMarked;
