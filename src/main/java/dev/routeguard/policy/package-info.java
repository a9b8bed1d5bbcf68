/**
 * PURE. Policies as data: compiles the custom resources into something that can be asked, off the
 * hot path, with CEL. Called by the review; knows the API classes and the checks, no client.
 */
@NullMarked
package dev.routeguard.policy;

import org.jspecify.annotations.NullMarked;
