/**
 * Case files: whole estates with the answers or verdicts that others say they give. Called by the
 * command line; calls {@code review} and below.
 */
@NullMarked
package dev.routeguard.cases;

import org.jspecify.annotations.NullMarked;
