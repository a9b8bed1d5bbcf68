/**
 * PURE. Everything that decides routing at one moment, as an immutable snapshot of Kubernetes
 * objects with indexes, and the changes that lead from one snapshot to the next. The lowest room:
 * every other may call it, it calls nobody and knows no Kubernetes client.
 */
@NullMarked
package dev.routeguard.estate;

import org.jspecify.annotations.NullMarked;
