/** Tests of the record room, and a small cluster of our own in which they take place. */
@NullMarked
package dev.routeguard.record;

import org.jspecify.annotations.NullMarked;
