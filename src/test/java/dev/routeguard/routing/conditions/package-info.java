@NullMarked
package dev.routeguard.routing.conditions;

import org.jspecify.annotations.NullMarked;
