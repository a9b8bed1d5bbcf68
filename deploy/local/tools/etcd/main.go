// Command etcd is the published etcd server: the API server on a developer's machine keeps its objects in it.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
