/**
 * PURE. The function libraries that Kubernetes adds to the Common Expression Language, one file
 * each, so that expressions from ValidatingAdmissionPolicies mean the same here. Source:
 * kubernetes.io/docs/reference/using-api/cel, "CEL options, language features, and libraries". What
 * the language's own library has is not here. Called by the expression compiler alone.
 */
@NullMarked
package dev.routeguard.policy.library;

import org.jspecify.annotations.NullMarked;
