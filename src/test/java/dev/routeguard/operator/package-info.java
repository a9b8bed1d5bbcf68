/**
 * The operator as it runs: the built application as a process, installed from its chart on a real
 * control plane. These tests know nothing of its classes; they do what people do and look at what
 * the API server says.
 */
@NullMarked
package dev.routeguard.operator;

import org.jspecify.annotations.NullMarked;
