/**
 * PURE. The one judge: a change in its estate under the policies gives a verdict with the findings
 * that led to it. The webhook, the watch side and the command line call {@link
 * dev.routeguard.review.Review}, so they can't disagree.
 */
@NullMarked
package dev.routeguard.review;

import org.jspecify.annotations.NullMarked;
