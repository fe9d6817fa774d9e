# Sourced by run.sh: tests of leaves in source archives, which goset locks and Nix unpacks.

archives=$work/archives

# make_archives packs the leaf `new` of chain.txtar, beside what only a NAR shows.
make_archives() {
  [ ! -d "$archives" ] || return 0
  local root=$archives/src/packed-1.0
  mkdir -p "$root/empty"
  cp -r "$chain/mod" "$chain/proxy" "$archives"
  cp -r "$chain/leaf/new" "$root/app"
  ln -s app/go.mod "$root/link"
  ln -s /nowhere "$root/out"
  printf '#!/bin/sh\n' >"$root/run"
  chmod +x "$root/run"
  tar -C "$archives/src" -cJf "$archives/packed.tar.xz" packed-1.0
  tar -C "$root" -czf "$archives/flat.tar.gz" .
}

# lock_archive ARCHIVE: a set of one leaf, `packed`, in that archive.
lock_archive() {
  [ -x "$goset" ] || return 77
  make_archives || return
  printf '%s\n' 'go = "1.26"' 'platforms = ["linux/amd64", "linux/arm64"]' '[leaf.packed]' \
    'dir = "app"' "archive = \"$1\"" >"$archives/goset.toml"
  rm -f "$archives/goset.lock"
  GOPROXY=file://$chain/proxy GOSUMDB=off GOSET_CACHE=$work/goset-cache GOMODCACHE=$work/none \
    "$goset" -C "$archives" lock >>"$log" 2>&1
}

# source_is_checked: Nix makes the leaf's source anew, and it has the locked hash.
source_is_checked() {
  dir=$archives build leaves.packed.src >/dev/null || return
  dir=$archives nix_chain nix-build --check --no-out-link -A leaves.packed.src >>"$log" 2>&1
}

test_leaf_in_an_archive_is_the_binary_of_a_plain_build() {
  local out
  lock_archive packed.tar.xz || return
  source_is_checked || return
  out=$(dir=$archives build leaves.packed) || return
  plain new . ./cmd/two || return
  same "$out/bin/new" "$work/plain-bin/new/new" || return
  same "$out/bin/two" "$work/plain-bin/new/two"
}

test_archive_without_a_directory_around_it() {
  lock_archive flat.tar.gz || return
  source_is_checked
}

test_archive_behind_a_url() {
  local server port="" status=0
  [ -x "$goset" ] || return 77
  make_archives || return
  python3 -u -m http.server --bind 127.0.0.1 --directory "$archives" 0 >"$work/server" 2>&1 &
  server=$!
  for _ in {1..100}; do
    port=$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$work/server")
    [ -z "$port" ] || break
    sleep 0.1
  done
  lock_archive "http://127.0.0.1:$port/packed.tar.xz" && source_is_checked || status=$?
  kill "$server"
  return "$status"
}
