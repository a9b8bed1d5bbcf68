/**
 * Routeguard's own kinds, as the API server serves them: schema annotations and texts, no
 * behaviour. The CRDs in {@code crds/} are generated from these classes, so the fields are public:
 * they are the schema, and their descriptions are what {@code kubectl explain} prints. Anybody may
 * use them; nothing mutable of theirs goes further in than the policy compiler. An absent list or
 * text is null, as it is absent in JSON.
 */
@NullMarked
package dev.routeguard.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
