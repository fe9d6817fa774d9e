# gosetEnvironment says where the go command of a build keeps its files: below the build directory,
# which is another one outside of a sandbox.
#
# GOMODCACHE is part of what the go command knows a package by whose `#cgo` lines name their own
# directory (`-I.`, ${SRCDIR}). So it is reached through an open file, which has the same name in
# every build and in all that a build starts. Where there is no such name, goset-stage lets a leaf
# compile these packages again.
gosetEnvironment() {
  export HOME=$NIX_BUILD_TOP/goset GOCACHE=$NIX_BUILD_TOP/goset/cache
  export GOPATH=$NIX_BUILD_TOP/goset GOMODCACHE=$NIX_BUILD_TOP/goset/mod
  mkdir -p "$GOCACHE" "$GOMODCACHE"
  exec 42<"$GOMODCACHE"
  if [ /proc/self/fd/42/ -ef "$GOMODCACHE" ]; then
    export GOMODCACHE=/proc/self/fd/42
  fi
}
