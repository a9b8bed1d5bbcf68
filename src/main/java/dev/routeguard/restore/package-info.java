/**
 * Puts last good states back: the only room with write access to what routes, under a ClusterRole
 * of its own, and switched off alone. Called by the record room through {@link
 * dev.routeguard.record.Rollbacks}; calls record and below. What is put back comes from revisions,
 * never from a policy's text.
 */
@NullMarked
package dev.routeguard.restore;

import org.jspecify.annotations.NullMarked;
