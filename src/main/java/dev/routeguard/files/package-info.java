/**
 * What people keep in files, read with the line of every mistake: manifests and policies. Called by
 * {@code cases} and the command line; calls {@code policy} and below.
 */
@NullMarked
package dev.routeguard.files;

import org.jspecify.annotations.NullMarked;
