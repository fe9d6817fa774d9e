# Sourced: sets Nix up to build in its sandbox, as root or not, with the host's compiler and Go.
# Callers have `here` (this directory) and `work` (a temporary one).

store=${XDG_CACHE_HOME:-$HOME/.cache}/goset-tests/nix

# missing_tools lists what building in the sandbox needs and this machine lacks.
missing_tools() {
  local tool
  for tool in nix nix-build nix-instantiate nix-store go g++; do
    command -v "$tool" >/dev/null || echo "$tool"
  done
  [ -x /bin/bash ] || echo /bin/bash
}

prepare_nix() {
  goRoot=$(go env GOROOT)
  goVersion=$(go env GOVERSION)
  goVersion=${goVersion#go}
  local path paths=""
  for path in /bin /usr /lib /lib64 /etc/alternatives; do
    if [ -e "$path" ]; then paths+=" $path"; fi
  done
  case $goRoot in /usr/*) ;; *) paths+=" $goRoot" ;; esac
  mkdir -p "$work/conf" "$store"
  export NIX_CONF_DIR=$work/conf NIX_USER_CONF_FILES=
  cat >"$NIX_CONF_DIR/nix.conf" <<EOF
substituters =
sandbox = true
build-users-group =
max-jobs = 2
experimental-features = nix-command
sandbox-paths =$paths
EOF
}

# prepare_certificates lays the host's CA certificates out as nixpkgs' cacert does.
prepare_certificates() {
  local file
  for file in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem; do
    [ -n "$file" ] && [ -s "$file" ] || continue
    mkdir -p "$work/certificates/etc/ssl/certs"
    cp "$file" "$work/certificates/etc/ssl/certs/ca-bundle.crt"
    return
  done
  echo "no CA certificates found" >&2
  return 1
}

# real FOLDER COMMAND [ARGUMENT]...: a Nix command on the set that goset made in FOLDER.
real() {
  local folder=$1 command=$2
  shift 2
  GOPROXY=${GOPROXY:-$(go env GOPROXY)} "$command" --store "$store" "$here/real.nix" \
    --argstr goRoot "$goRoot" --argstr goVersion "$goVersion" --arg folder "$folder" \
    --arg certificates "$work/certificates" "$@"
}
