/**
 * A real Kubernetes control plane for tests: the same etcd and kube-apiserver, with the same flags,
 * as {@code deploy/local/up} starts. It exists because no mock stands in for the API server here:
 * admission, RBAC, field ownership and watch order are its behaviour, not ours. Any {@code *IT} may
 * use it; {@code *Test} must not.
 */
@NullMarked
package dev.routeguard.controlplane;

import org.jspecify.annotations.NullMarked;
