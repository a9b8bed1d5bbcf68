/** Tests of the one judge. */
@NullMarked
package dev.routeguard.review;

import org.jspecify.annotations.NullMarked;
