/**
 * Settings, wiring and the entry point: the only package that knows every room. Nobody calls it.
 */
@NullMarked
package dev.routeguard.config;

import org.jspecify.annotations.NullMarked;
