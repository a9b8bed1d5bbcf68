/** Tests of the webhook: its parts by themselves, over loopback, and in front of an API server. */
@NullMarked
package dev.routeguard.admission;

import org.jspecify.annotations.NullMarked;
