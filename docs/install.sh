#!/bin/sh
# Installs a packed release of goset on Linux, for one user or for all.
#
#   install.sh [--from PLACE] [--sha256 SUM] [--release VERSION] [--prefix DIRECTORY]
#   install.sh --uninstall [--prefix DIRECTORY]
#
# PLACE is a directory or a URL that has SHA256SUMS and the archives that it names, as `./dev dist` makes
# it: without it, the directory of this script. With --sha256 it may also be an archive. The archive is
# verified before anything of it is unpacked. It goes to DIRECTORY/lib/goset, with links in
# DIRECTORY/bin and DIRECTORY/share; DIRECTORY is ~/.local if it is not given. Exit codes: 0 installed, 2
# could not do it, 3 a checksum does not match.
set -eu

from= sum= release= prefix= uninstall=

fail() { # EXIT-CODE LINE...
  code=$1
  shift
  printf 'error: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit "$code"
}

usage() { sed -n '2,12s/^# \{0,1\}//p' "$0"; }

while [ $# -gt 0 ]; do
  case $1 in
    --from | --sha256 | --release | --prefix)
      [ $# -gt 1 ] || fail 2 "$1 needs a value"
      case $1 in
        --from) from=$2 ;;
        --sha256) sum=$2 ;;
        --release) release=$2 ;;
        --prefix) prefix=$2 ;;
      esac
      shift
      ;;
    --uninstall) uninstall=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) fail 2 "unexpected argument: $1" "install.sh --help shows the usage" ;;
  esac
  shift
done

# --- where to -----------------------------------------------------------------------------------

if [ -z "$prefix" ]; then
  [ -n "${HOME:-}" ] || fail 2 "HOME is not set" "name a directory: --prefix DIRECTORY"
  prefix=$HOME/.local
fi
case $prefix in
  /*) ;;
  *) prefix=$PWD/$prefix ;;
esac
home=$prefix/lib/goset

# remove_links removes what an earlier installation linked in the prefix, and nothing else.
remove_links() {
  for link in "$prefix"/bin/goset* "$prefix"/share/man/man1/goset* \
    "$prefix"/share/bash-completion/completions/goset "$prefix"/share/zsh/site-functions/_goset \
    "$prefix"/share/fish/vendor_completions.d/goset.fish; do
    [ -L "$link" ] || continue
    case $(readlink "$link") in */lib/goset/*) rm -f "$link" ;; esac
  done
}

if [ -n "$uninstall" ]; then
  [ -d "$home" ] || fail 2 "goset is not installed in $prefix"
  remove_links
  rm -rf "$home"
  echo "removed goset from $prefix"
  exit 0
fi

# --- what ---------------------------------------------------------------------------------------

system=$(uname -s)
[ "$system" = Linux ] || fail 2 "this release is for Linux, and this is $system" \
  "build it instead: nix-build -A goset in a checkout of goset"
case $(uname -m) in
  x86_64 | amd64) machine=amd64 ;;
  aarch64 | arm64) machine=arm64 ;;
  *) fail 2 "there is no release for $(uname -m)" \
    "build it instead: nix-build -A goset in a checkout of goset" ;;
esac

for tool in tar gzip sha256sum; do
  command -v "$tool" >/dev/null || fail 2 "$tool is needed, and not in PATH"
done

if [ -z "$from" ]; then
  from=$(cd "$(dirname "$0")" && pwd)
  [ -f "$from/SHA256SUMS" ] || fail 2 "name the place of a release: --from DIRECTORY or --from URL"
fi

work=$(mktemp -d)
new=$prefix/lib/goset.new.$$
trap 'rm -rf "$work" "$new"' EXIT
trap 'exit 2' HUP INT TERM

# get PLACE FILE: the whole of a file or of what a URL has.
get() {
  case $1 in
    https://* | file://*)
      if command -v curl >/dev/null; then
        curl -fsSL -o "$2" "$1" 2>"$work/fault" || fail 2 "$1 can't be downloaded" "$(cat "$work/fault")"
      elif command -v wget >/dev/null; then
        wget -q -O "$2" "$1" 2>"$work/fault" || fail 2 "$1 can't be downloaded" "$(cat "$work/fault")"
      else
        fail 2 "curl or wget is needed to download $1"
      fi
      ;;
    *://*) fail 2 "$1 is not downloaded: only https:// is safe on the way" ;;
    *) cp "$1" "$2" 2>"$work/fault" || fail 2 "$1 can't be read" ;;
  esac
}

# chosen prints the lines of SHA256SUMS that fit this machine and the release that was asked for.
chosen() {
  while read -r hash name; do
    name=${name#\*}
    case $name in
      */* | .*) continue ;;
      goset-"${release:-*}"-linux-"$machine".tar.gz) ;;
      goset-*-linux-"$machine".tar.gz) [ -z "$release" ] || continue ;;
      *) continue ;;
    esac
    echo "$hash $name"
  done <"$work/sums"
}

case $from in
  *.tar.gz)
    [ -n "$sum" ] || fail 2 "the checksum of $from is not known" "state it: --sha256 SUM"
    wanted=$sum
    name=${from##*/}
    place=$from
    ;;
  *)
    get "${from%/}/SHA256SUMS" "$work/sums"
    lines=$(chosen)
    case $(printf '%s' "$lines" | grep -c .) in
      1) ;;
      0) fail 2 "$from has no release ${release:+$release }for linux/$machine" \
        "it has: $(sed 's/.*[ *]//' "$work/sums" | tr '\n' ' ')" ;;
      *) fail 2 "$from has several releases for linux/$machine" "choose one: --release VERSION" ;;
    esac
    wanted=${lines%% *}
    name=${lines##* }
    place=${from%/}/$name
    [ -z "$sum" ] || [ "$sum" = "$wanted" ] || fail 3 "checksum mismatch for $name" \
      "SHA256SUMS has $wanted" "expected       $sum" "nothing was installed"
    ;;
esac

# --- verify, unpack, put in place ---------------------------------------------------------------

get "$place" "$work/archive"
found=$(sha256sum "$work/archive")
found=${found%% *}
[ "$found" = "$wanted" ] || fail 3 "checksum mismatch for $name" \
  "downloaded $found" "expected   $wanted" "nothing was installed"

tree=${name%.tar.gz}
tar -tzf "$work/archive" >"$work/names" 2>"$work/fault" ||
  fail 2 "$name is not an archive" "$(cat "$work/fault")"
if grep -qv "^$tree/" "$work/names" || grep -q '\.\./' "$work/names"; then
  fail 2 "$name has files outside of $tree/"
fi

for program in goset goset-fetch goset-stage goset-cacheprog; do
  link=$prefix/bin/$program
  [ -e "$link" ] || [ -L "$link" ] || continue
  case $(readlink "$link" || true) in
    */lib/goset/*) ;;
    *) fail 2 "$link is there already, and this script did not make it" \
      "remove it, or choose another directory: --prefix DIRECTORY" ;;
  esac
done

mkdir -p "$prefix/lib" "$prefix/bin" 2>"$work/fault" && [ -w "$prefix/lib" ] && [ -w "$prefix/bin" ] ||
  fail 2 "$prefix can't be written" "choose another directory: --prefix DIRECTORY"
rm -rf "$new"
mkdir "$new"
tar -xzf "$work/archive" -C "$new" --strip-components=1 --no-same-owner
"$new/bin/goset" --version >"$work/version" 2>"$work/fault" ||
  fail 2 "$name does not run on this machine" "$(cat "$work/fault")"

remove_links
rm -rf "$home"
mv "$new" "$home"
for program in "$home"/bin/*; do
  ln -s "../lib/goset/bin/${program##*/}" "$prefix/bin/${program##*/}"
done
(cd "$home/share" && find man bash-completion zsh fish -type f 2>/dev/null) >"$work/share" || true
while IFS= read -r file; do
  mkdir -p "$prefix/share/${file%/*}"
  ln -sf "$home/share/$file" "$prefix/share/$file"
done <"$work/share"

echo "installed $(cat "$work/version") in $prefix"
case :$PATH: in
  *:"$prefix/bin":*) ;;
  *) echo "add it to PATH: export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
