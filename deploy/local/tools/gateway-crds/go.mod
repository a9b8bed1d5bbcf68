// The Gateway API's CRDs are plain files of its Go module; nothing is compiled here, so `go mod tidy` would
// drop the one requirement this module exists for.
module routeguard.dev/tools/gateway-crds

go 1.25.0

require sigs.k8s.io/gateway-api v1.6.1
