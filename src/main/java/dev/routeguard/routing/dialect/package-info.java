/**
 * PURE. How one controller reads the manifests: one file per dialect, plus the table that chooses
 * one. Called by the route tables alone; calls the translators in {@code from} and {@code estate}.
 */
@NullMarked
package dev.routeguard.routing.dialect;

import org.jspecify.annotations.NullMarked;
