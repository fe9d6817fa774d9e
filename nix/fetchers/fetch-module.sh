# How the source of a module is fetched without goset. The builder (fetch-module.nix) sets
#
#   modulePath, moduleVersion   whose source it is
#   moduleFile                  its zip, relative to a proxy's URL
#   GOPROXY                     the proxies, and NETRC, if there is one

# gosetDownload URL FILE is 0 if the file is there now, 1 if the proxy does not have it, and 2 for any
# other failure. The URL may contain a password, so it is not passed as an argument.
gosetDownload() {
  local status=0 code
  local options=(
    --fail --silent --show-error --location --globoff --max-redirs 20
    --proto =http,https,file --proto-redir =http,https
    --retry 3 --connect-timeout 30 --speed-limit 1000 --speed-time 60
    --output "$2" --write-out "%{http_code}" --config -
  )
  if [ -n "${NETRC-}" ]; then options+=(--netrc-file "$NETRC"); fi
  code=$(printf 'url = "%s"\n' "$1" | curl "${options[@]}") || status=$?
  case "$status $code" in
    0\ *) return 0 ;;
    "22 404" | "22 410" | 37\ *) return 1 ;; # 37: no such file, of a proxy that is a directory
    *) return 2 ;;
  esac
}

# gosetDownloadZip FILE asks the proxies of GOPROXY in their order, as the go command does: after a
# comma the next one is asked only if the one before does not have it, after a bar in any case.
gosetDownloadZip() {
  local rest=$GOPROXY proxy separator status
  while [ -n "$rest" ]; do
    proxy=${rest%%[,|]*}
    rest=${rest#"$proxy"}
    separator=${rest:0:1}
    rest=${rest:1}
    case $proxy in
      "") continue ;;
      off)
        echo "goset: GOPROXY=off: $modulePath@$moduleVersion can't be fetched" >&2
        return 1
        ;;
      direct)
        echo "goset: $modulePath@$moduleVersion: no proxy has it, and version control" >&2
        echo "  (\"direct\") is not asked by this fetcher. Put it into the store with:" >&2
        echo "  goset prefetch, or give mkGoSet fetchWithGoset = true" >&2
        return 1
        ;;
    esac
    status=0
    gosetDownload "${proxy%/}/$moduleFile" "$1" || status=$?
    if [ "$status" = 0 ]; then return 0; fi
    if [ "$status" = 2 ] && [ "$separator" != "|" ]; then break; fi
  done
  echo "goset: $modulePath@$moduleVersion could not be fetched from GOPROXY" >&2
  return 1
}

# gosetUnpack FILE DIRECTORY unpacks what is below PATH@VERSION/ in the zip. Its names are UTF-8, and
# its files are no programs.
gosetUnpack() {
  local letter=$'\303\251' LC_ALL # one character of two bytes
  for LC_ALL in C.UTF-8 en_US.UTF-8 UTF-8; do
    if [ "${#letter}" = 1 ]; then break; fi
  done 2>/dev/null
  export LC_ALL
  mkdir unpacked
  bsdtar --no-same-owner --no-same-permissions -C unpacked -xf "$1" || return 1
  if [ ! -d "unpacked/$modulePath@$moduleVersion" ]; then
    echo "goset: the zip has no directory $modulePath@$moduleVersion" >&2
    return 1
  fi
  mv "unpacked/$modulePath@$moduleVersion" "$2"
  find "$2" -type f -exec chmod a-x {} +
}

gosetFetchModule() { # DIRECTORY
  gosetDownloadZip "$NIX_BUILD_TOP/module.zip" &&
    gosetUnpack "$NIX_BUILD_TOP/module.zip" "$1"
}
