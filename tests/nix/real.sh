# Sourced: real programs through the module proxy. goset locks them, Nix builds them in its sandbox,
# the go command alone is the oracle. Callers have `here` (this directory) and `goset` (the program);
# they get `work` (a temporary directory), `log`, and what sandbox.sh has.

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
. "$here/sandbox.sh"
. "$here/suite.sh"
log=$work/log

# --- the programs -------------------------------------------------------------------------------

# Each for another reason: fzf and age are small, caddy's modules import each other in cycles, dbmate
# compiles C, restic has the most modules that only it needs, etcdctl replaces modules by directories.
six=(fzf age caddy dbmate restic etcdctl)

# Where each is from, MODULE@VERSION or a directory beside that of the set, and what of it is built.
declare -A source_of=(
  [fzf]=github.com/junegunn/fzf@v0.65.2
  [age]=filippo.io/age@v1.3.2
  [caddy]=github.com/caddyserver/caddy/v2@v2.11.9
  [dbmate]=github.com/amacneil/dbmate/v2@v2.28.0
  [restic]=github.com/restic/restic@v0.18.1
  [etcdctl]=../etcd/etcdctl
)
declare -A packages_of=(
  [fzf]=. [age]=./cmd/... [caddy]=./cmd/caddy [dbmate]=. [restic]=./cmd/restic [etcdctl]=.
)

# make_etcd lays out what of etcd's repository etcdctl is built from: its zip alone has no `../api`.
make_etcd() {
  local directory
  mkdir -p "$work/etcd/client"
  for directory in api client/pkg client/v3 etcdctl pkg; do
    "$goset" fetch "go.etcd.io/etcd/${directory%/v3}/v3@v3.6.5" --out "$work/etcd/$directory" ||
      return
  done
}

# lock_programs FOLDER NAME...: a set of these programs for this machine's platform. `versions` is that
# key of the set, if it is given.
lock_programs() {
  local folder=$1 name source
  shift
  mkdir -p "$folder"
  {
    printf 'go = "1.26"\nplatforms = ["%s/%s"]\n' "$(go env GOHOSTOS)" "$(go env GOHOSTARCH)"
    [ -z "${versions:-}" ] || printf 'versions = "%s"\n' "$versions"
    for name in "$@"; do
      printf '\n[leaf.%s]\npackages = ["%s"]\n' "$name" "${packages_of[$name]}"
      source=${source_of[$name]}
      case $source in
        *@*) printf 'module = "%s"\nversion = "%s"\n' "${source%@*}" "${source#*@}" ;;
        *) printf 'path = "%s"\n' "$source" ;;
      esac
    done
  } >"$folder/goset.toml"
  "$goset" -C "$folder" lock -q
}

# lock FOLDER MODULE@VERSION|DIRECTORY...: a set of these leaves, as goset makes it without being
# told more.
lock() {
  local folder=$1 leaf
  shift
  mkdir -p "$folder"
  "$goset" -C "$folder" init -q || return
  for leaf in "$@"; do "$goset" -C "$folder" add -q "$leaf" || return; done
}

# --- building -----------------------------------------------------------------------------------

build() { # FOLDER ATTRIBUTE: prints the output as this file system sees it
  local out
  out=$(real "$1" nix-build --no-out-link -A "$2" 2>>"$log") || return
  echo "$store$out"
}

# in_set FOLDER EXPRESSION COMMAND [ARGUMENT]...: a Nix command on an expression of `set`, the one in
# FOLDER.
in_set() {
  local folder=$1 expression=$2
  shift 2
  GOPROXY=${GOPROXY:-$(go env GOPROXY)} "$@" --store "$store" -E "
    let
      set = import $here/real.nix {
        folder = $folder;
        goRoot = \"$goRoot\";
        goVersion = \"$goVersion\";
        certificates = $work/certificates;
      };
    in
    $expression"
}

# unpack MODULE@VERSION DIRECTORY: its source as the go command has it.
unpack() {
  local source
  source=$(go mod download -json "$1" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  cp -r "$source" "$2" && chmod -R u+w "$2"
}

# plain SOURCE OUT PACKAGE...: what the go command alone builds of the module in SOURCE.
plain() {
  local source=$1 out=$2
  shift 2
  mkdir -p "$out"
  (cd "$source" && export GOFLAGS="" GOWORK=off GOENV=off GOTOOLCHAIN=local CC=gcc &&
    go build -trimpath -buildvcs=false -pgo=off -o "$out/" "$@") >>"$log" 2>&1
}

# --- testing ------------------------------------------------------------------------------------

# same_programs BUILT PLAIN: the same files with the same bytes.
same_programs() {
  expect "$(cd "$1" && ls)" "$(cd "$2" && ls)" || return
  local program
  for program in "$1"/*; do
    cmp "$program" "$2/$(basename "$program")" >>"$log" 2>&1 || return
  done
}

# bill_of FOLDER LEAF PROGRAM: the leaf's bill of materials names just the modules that are built into the
# program, with their versions and digests, as the go command says.
bill_of() {
  local cgo=off
  go version -m "$3" >"$work/built" && [ "$(grep -c '^[[:space:]]dep' "$work/built")" -gt 0 ] || return
  if grep -q CGO_ENABLED=1 "$work/built"; then cgo=on; fi
  "$goset" -C "$1" sbom -q "$2" --platform "$(go env GOHOSTOS)/$(go env GOHOSTARCH)" --cgo "$cgo" \
    >"$work/bill.cdx.json" 2>>"$log" || return
  python3 - "$work/bill.cdx.json" "$work/built" >>"$log" 2>&1 <<'PY'
import base64, json, sys
named = {(part["name"], part["version"], part["hashes"][0]["content"])
         for part in json.load(open(sys.argv[1]))["components"] if part["name"] != "stdlib"}
built = set()
for line in open(sys.argv[2]):
    words = line.split()
    if words[0] == "dep":
        *module, digest = words[1:4]
        built.add((*module, base64.b64decode(digest.removeprefix("h1:")).hex()))
print("only named:", named - built, "only built:", built - named)
assert named == built
PY
}
