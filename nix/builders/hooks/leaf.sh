# The phases of a leaf's build, as a setup hook. buildLeaf (../build-leaf.nix) sets
#
#   leafName, leafPackages, leafTests, leafTags    what to build and test
#   leafLock, moduleDeps, privateModules           as goset-stage wants them
#   setGoFlags                                     GOFLAGS of all go commands of the set
#
# and users set what docs/nix.md lists. Between @ stand what makes the hook: @go@, @goVersion@, @std@
# @environment@ (environment.sh) and @text@ (text.sh). `dontGosetConfigure`, `dontGosetBuild`,
# `dontGosetCheck` and `dontGosetInstall` leave a phase to stdenv; a phase that is given itself goes
# before.

. "@environment@"
. "@text@"

# GOFLAGS of a leaf are for its own go commands: the variable is the set's, since what it holds is
# part of what Go knows packages by.
# shellcheck disable=SC2206 # a list, or words
gosetFlags=(${GOFLAGS[@]-})
unset GOFLAGS
export GOFLAGS=${setGoFlags-}

# gosetPrepare lets `go` run in every hook, with the standard library of the set.
gosetPrepare() {
  if [ -n "${gosetStage-}" ]; then return; fi
  gosetEnvironment
  gosetStage=$NIX_BUILD_TOP/goset
  echo "@std@/cache" >"$gosetStage/std"
  echo "@std@/modindex" >"$gosetStage/std-indexes"
  GOCACHEPROG="goset-cacheprog --inputs $gosetStage/std --indexes $gosetStage/std-indexes"
  export GOCACHEPROG
}
prePhases+=(gosetPrepare)

gosetConfigurePhase() {
  runHook preConfigure
  gosetPrepare
  gosetText leafLock leafPackages moduleDeps privateModules
  cd "${modRoot:-.}"
  goset-stage leaf --lock "$leafLockPath" --deps "$moduleDepsPath" \
    --private "$privateModulesPath" --source "$PWD" --stage "$gosetStage" \
    --std "@std@" --go "@goVersion@" --changes "${allowGoModPatch:+allowed}"
  . "$gosetStage/libraries.sh"
  export GOWORK=$PWD/go.work
  export GOCACHEPROG="goset-cacheprog --inputs $gosetStage/caches --indexes $gosetStage/indexes"
  local cores=${NIX_BUILD_CORES:-1}
  if [ -z "${enableParallelBuilding-1}" ]; then cores=1; fi
  goFlags=(-mod=readonly -buildvcs=false "-pgo=${pgo:-off}" -p "$cores" "${gosetFlags[@]}")
  if [ -n "${leafTags-}" ]; then goFlags+=("-tags=$leafTags"); fi
  if [ "${pgo:-off}" = off ] && [ -n "$(find . -name default.pgo -print -quit)" ]; then
    echo "goset: default.pgo is not used (pgo = \"off\")"
  fi
  mapfile -t goPackages <"$leafPackagesPath"
  # shellcheck disable=SC2206 # a list, or words
  goTests=(${leafTests[@]-})
  if [ ${#goTests[@]} = 0 ]; then goTests=("${goPackages[@]}"); fi
  runHook postConfigure
}

# gosetGo LOG COMMAND... runs a go command, with what it prints in LOG too, and says why it failed.
gosetGo() {
  local log=$1 patched=no
  shift
  if (
    set -o pipefail
    "@go@/bin/go" "$@" 2>&1 | tee "$log" >&2
  ); then
    return 0
  fi
  if [ -n "${patches[*]-}${prePatch-}${postPatch-}" ]; then patched=yes; fi
  goset-stage explain-leaf --log "$log" --lock "$leafLockPath" --deps "$moduleDepsPath" \
    --private "$privateModulesPath" --patched "$patched"
  return 1
}

# gosetCompile runs a go command that compiles. What it says of a dependency means that the set's
# own is not the one that is asked for.
gosetCompile() {
  local log=$gosetStage/compiled
  gosetGo "$log" "$@" || return
  if [ -z "${goAllowCompile-}" ]; then
    goset-stage compiled --lock "$leafLockPath" --deps "$moduleDepsPath" \
      --private "$privateModulesPath" --log "$log" --mod-cache "$GOMODCACHE" \
      --std-source "$("@go@/bin/go" env GOROOT)/src"
  fi
}

# getGoDirs [test] and buildGoDir install|test DIRECTORY are for phases that packages have themselves:
# called as those of buildGoModule.
getGoDirs() {
  if [ "${1-}" = test ]; then
    printf '%s\n' "${goTests[@]}"
  else
    printf '%s\n' "${goPackages[@]}"
  fi
}

buildGoDir() {
  case $1 in
    install | build)
      gosetCompile install -v "${goFlags[@]}" ${ldflags:+"-ldflags=${ldflags[*]}"} "$2" || return
      # go install has those for another platform in a directory of that.
      local platform
      platform=$GOPATH/bin/$("@go@/bin/go" env GOOS)_$("@go@/bin/go" env GOARCH)
      if [ -d "$platform" ]; then mv "$platform"/* "$GOPATH/bin" && rmdir "$platform"; fi
      ;;
    test) gosetTest "$2" ;;
    *)
      echo "buildGoDir: install or test, not $1" >&2
      return 1
      ;;
  esac
}

gosetBuildPhase() {
  runHook preBuild
  mkdir -p "$gosetStage/bin"
  if [ -n "${buildTestBinaries-}" ]; then
    gosetCompile test -c -v -vet=off "${goFlags[@]}" ${ldflags:+"-ldflags=${ldflags[*]}"} \
      -o "$gosetStage/bin/" "${goTests[@]}"
  else
    gosetCompile build -v "${goFlags[@]}" ${ldflags:+"-ldflags=${ldflags[*]}"} \
      -o "$gosetStage/bin/" "${goPackages[@]}"
  fi
  runHook postBuild
}

# gosetTest PACKAGE... runs tests. They see their own files: -trimpath is undone for the leaf's
# packages, and kept for all others, which would be compiled again without it. Vet would run on every
# dependency.
gosetTest() {
  local flags=() path
  while read -r path; do flags+=("-gcflags=$path/...=-trimpath="); done \
    < <(goset-stage mains --lock "$leafLockPath")
  # shellcheck disable=SC2068 # a list, or words
  gosetGo "$gosetStage/tested" test -vet=off "${goFlags[@]}" "${flags[@]}" \
    ${ldflags:+"-ldflags=${ldflags[*]}"} ${checkFlags[@]-} "$@"
}

gosetCheckPhase() {
  runHook preCheck
  gosetTest "${goTests[@]}"
  runHook postCheck
}

gosetInstallPhase() {
  runHook preInstall
  mkdir -p "$out"
  cp -r "$gosetStage/bin" "$out/bin"
  runHook postInstall
}

# A program that names a source or a cache would bring that into everything that depends on it.
gosetCheckReferences() {
  if [ -z "${allowGoReference-}" ]; then
    local output
    gosetText moduleDeps privateModules
    for output in $(getAllOutputNames); do
      goset-stage references --deps "$moduleDepsPath" --private "$privateModulesPath" \
        --tree "${!output}"
    done
  fi
}

if [ -z "${dontGosetConfigure-}" ] && [ -z "${configurePhase-}" ]; then
  configurePhase=gosetConfigurePhase
fi
if [ -z "${dontGosetBuild-}" ] && [ -z "${buildPhase-}" ]; then
  buildPhase=gosetBuildPhase
fi
if [ -z "${dontGosetCheck-}" ] && [ -z "${checkPhase-}" ]; then
  checkPhase=gosetCheckPhase
fi
if [ -z "${dontGosetInstall-}" ] && [ -z "${installPhase-}" ]; then
  installPhase=gosetInstallPhase
fi
if [ -z "${dontGosetCheckReferences-}" ]; then
  postFixupHooks+=(gosetCheckReferences)
fi
