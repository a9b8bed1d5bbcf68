/**
 * What people have said of proposed changes: approvals, and changes that belong together. Bound to
 * content, not to names, so that a word given for one change can't be used for another.
 */
@NullMarked
package dev.routeguard.attestation;

import org.jspecify.annotations.NullMarked;
