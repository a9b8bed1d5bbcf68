/**
 * Reconcilers of Routeguard's own kinds, with the Operator SDK: they tell the author of a policy
 * whether it is in force, and nothing else. What routes traffic is watched elsewhere, with plain
 * informers. Started by the framework; nobody calls it but the wiring.
 */
@NullMarked
package dev.routeguard.reconcile;

import org.jspecify.annotations.NullMarked;
