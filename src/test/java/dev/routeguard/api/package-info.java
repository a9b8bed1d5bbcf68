/**
 * Routeguard's own kinds as the API server takes them: the CRDs are generated, compared and tried
 * here. Other tests call {@link dev.routeguard.api.OwnKinds} to have them served.
 */
@NullMarked
package dev.routeguard.api;

import org.jspecify.annotations.NullMarked;
