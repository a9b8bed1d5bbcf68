/**
 * The record: one RouteChange for every change of what routes, the revisions to go back to, the
 * reports of what stands wrong, Events and the audit line. Joins who asked, which admission knows,
 * with what landed, which the watch knows. Called by admission (denials, who) and the wiring; calls
 * watch, review and below. The write access to routes is behind {@link
 * dev.routeguard.record.Rollbacks}, which the restore room implements.
 */
@NullMarked
package dev.routeguard.record;

import org.jspecify.annotations.NullMarked;
