# Sourced by run.sh: builds of what means harm, in the sandbox (hostile.nix). Each must fail, say why,
# and end.

hostile_said() { # NAME
  case $1 in
    index-is-text) echo '/cache/index: not an index of goset-cacheprog' ;;
    index-is-gone) echo '/cache/index: No such file or directory' ;;
    index-is-cut | index-states-endless-records)
      echo '/cache/index: damaged index: its size is not what its header states' ;;
    index-names-an-action-twice) echo '/cache/index: damaged index: its records are not sorted' ;;
    index-is-a-device) echo '/cache/index: not a regular file' ;;
    # Nothing of a dependency is compiled in its place without a word.
    object-is-*) echo 'leaf new compiled 1 package of its dependencies, which the set has' ;;
    closure-is-a-device) echo '/closure: not a regular file' ;;
    closure-is-malformed) echo '/closure: malformed line: hello' ;;
    closure-has-another-version) echo 'example.com/b@v1.1.0: module lookup disabled by GOPROXY=off' ;;
    closure-leads-out) echo '/etc/cache/index: No such file or directory' ;;
    closure-names-a-strange-library) echo 'bad name of a directory of C libraries: /lib/$(id)' ;;
    sources-lead-out) echo '/a.go: no such file or directory' ;;
    sources-are-gone) echo '/example.com/a/@v/v1.0.0.lock: permission denied' ;;
    download-has-another-go-mod) echo 'checksum mismatch' ;;
    go-mod-is-a-directory) echo '/go.mod: not a regular file' ;;
    go-mod-is-a-* | go-sum-is-a-* | file-is-a-fifo | file-is-a-device)
      echo ' is a FIFO, a socket or a device: the go command would wait for it' ;;
    file-is-a-dangling-link) echo '/more.go: no such file or directory' ;;
    embeds-what-is-outside) echo 'pattern passwd: cannot embed irregular file passwd' ;;
    embeds-above) echo 'pattern ../passwd: invalid pattern syntax' ;;
    runs-a-compiler-plugin) echo 'invalid flag in #cgo CFLAGS: -fplugin=/tmp/evil.so' ;;
    imports-what-is-not-locked) echo 'a patch of leaf new imports example.com/evil' ;;
    module-is-empty) echo 'cannot find module providing package example.com/a' ;;
    module-has-a-directory-as-go-mod) echo '/go.mod: is a directory' ;;
    module-source-is-a-link-out) echo "/a.go:1:1: expected 'package', found" ;;
    module-embeds-what-is-outside) echo 'pattern passwd: cannot embed irregular file passwd' ;;
    module-imports-what-is-not-there) echo 'a patch of example.com/a v1.0.0 imports example.com/evil' ;;
    module-asks-for-a-toolchain) echo 'requires go >= 1.99' ;;
    *) return 1 ;;
  esac
}

hostile_names() { sed -n 's/^  \([a-z-]*\) = \(damaged\|patched\|replaced\).*/\1/p' "$here/hostile.nix"; }

# build_hostile builds all of them at once, and writes a line `NAME DERIVATION` for each.
build_hostile() {
  nix_chain nix-build --no-out-link --keep-going --timeout 120 -A hostile >"$work/hostile-build" 2>&1
  # An attribute set is listed in the order of its names.
  paste -d ' ' <(hostile_names | LC_ALL=C sort) <(nix_chain nix-instantiate -A hostile 2>>"$log") \
    >"$work/hostile"
}

hostile() { # NAME
  local drv said
  said=$(hostile_said "$1") || { echo "hostile.sh does not say what $1 leads to" >>"$log"; return 1; }
  [ -e "$work/hostile" ] || build_hostile
  drv=$(sed -n "s/^$1 //p" "$work/hostile")
  nix-store --store "$store" --read-log "${drv%!*}" >"$work/hostile-log" 2>>"$log" ||
    gave_up_before "$drv" || return
  if [ -e "$store$(nix-store --store "$store" -q --outputs "${drv%!*}")" ]; then
    echo "$1 was built" >>"$log"
    return 1
  fi
  grep -qF -- "$said" "$work/hostile-log" && return
  cat "$work/hostile-log" >>"$log"
  return 1
}

# gave_up_before DRV: where a module failed, the leaf was not tried; what was said is in its log.
gave_up_before() {
  local input
  for input in $(nix-store --store "$store" -q --references "${1%!*}" | grep '/[a-z0-9]*-go-example'); do
    nix-store --store "$store" --read-log "$input" >>"$work/hostile-log" 2>/dev/null
  done
  [ -s "$work/hostile-log" ]
}

for hostile_name in $(hostile_names); do
  eval "test_hostile_${hostile_name//-/_}() { hostile $hostile_name; }"
done
