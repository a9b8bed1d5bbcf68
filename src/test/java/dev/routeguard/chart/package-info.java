/**
 * The Helm chart as users meet it: rendered and installed by the real helm binary. Nobody calls it;
 * the chart itself has no Java.
 */
@NullMarked
package dev.routeguard.chart;

import org.jspecify.annotations.NullMarked;
