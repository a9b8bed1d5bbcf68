/** Tests of the policies, and how other tests read policy files. */
@NullMarked
package dev.routeguard.policy;

import org.jspecify.annotations.NullMarked;
