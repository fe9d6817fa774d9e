# Sourced by run.sh: how sources are fetched without goset (nix/fetchers/fetch-module.sh).

# fetched MODULE PATH: fetches with the GOPROXY in the environment, where PROXY stands for the server's
# URL and HOST for where it listens, into $work/fetched. What was asked for is in $work/asked, and messages in $work/said.
fetched() {
  local port place=$work/fetch server
  rm -rf "$place" "$work/fetched" "$work/asked"
  mkdir "$place"
  : >"$work/asked"
  mkfifo "$place/stdin" "$place/port"
  python3 "$here/proxies.py" "$chain/proxy" "$work/asked" <"$place/stdin" >"$place/port" &
  server=$!
  exec 9>"$place/stdin"
  read -r port <"$place/port"
  local status=0
  (
    cd "$place" || exit
    export NIX_BUILD_TOP=$place GOPROXY=${GOPROXY//PROXY/http:\/\/127.0.0.1:$port}
    GOPROXY=${GOPROXY//HOST/127.0.0.1:$port}
    modulePath=${1%@*} moduleVersion=${1#*@} moduleFile=$2
    set -eo pipefail
    . "$tree/nix/fetchers/fetch-module.sh"
    gosetFetchModule "$work/fetched"
  ) >"$work/said" 2>&1 || status=$?
  cat "$work/said" >>"$log"
  exec 9>&-
  wait "$server"
  asked=$(tr '\n' ' ' <"$work/asked")
  return "$status"
}

upper() { fetched example.com/Upper/m@v0.1.0 'example.com/!upper/m/@v/v0.1.0.zip'; }

test_fetcher_asks_proxies_as_the_go_command_does() {
  local asked
  GOPROXY='PROXY/gone,PROXY/good/' upper || return
  expect "$asked" "gone good " || return
  # After a comma, an error is the end; after a bar it is not.
  ! GOPROXY='PROXY/broken,PROXY/good' upper || return
  expect "$asked" "broken " || return
  GOPROXY='PROXY/broken|PROXY/good,PROXY/gone' upper || return
  expect "$asked" "broken good " || return
  GOPROXY="file://$work/none,file://$chain/proxy" upper || return
  expect "$(nix hash path "$work/fetched")" "$(nix hash path "$chain/mod/example.com/Upper/m@v0.1.0")"
}

test_fetcher_says_why_it_can_not() {
  local asked
  ! GOPROXY='PROXY/gone,direct' upper || return
  expect "$(grep -A 2 '^goset:' "$work/said")" \
    "goset: example.com/Upper/m@v0.1.0: no proxy has it, and version control
  (\"direct\") is not asked by this fetcher. Put it into the store with:
  goset prefetch, or give mkGoSet fetchWithGoset = true" || return
  ! GOPROXY='off' upper || return
  expect "$(<"$work/said")" "goset: GOPROXY=off: example.com/Upper/m@v0.1.0 can't be fetched" || return
  ! GOPROXY='PROXY/broken' upper || return
  grep -q '403' "$work/said" || return
  grep -qF 'goset: example.com/Upper/m@v0.1.0 could not be fetched from GOPROXY' "$work/said" || return
  ! GOPROXY="file://$chain/proxy" fetched example.com/other@v1.0.0 \
    'example.com/!upper/m/@v/v0.1.0.zip' || return
  grep -qF 'goset: the zip has no directory example.com/other@v1.0.0' "$work/said"
}

test_fetcher_knows_passwords() {
  local asked
  ! GOPROXY='PROXY/locked' upper || return
  printf 'machine 127.0.0.1 login user password secret\n' >"$work/netrc"
  NETRC=$work/netrc GOPROXY='PROXY/locked' upper || return
  expect "$asked" "locked " || return
  # In the proxy's URL.
  GOPROXY='http://user:secret@HOST/locked' upper
}

test_fetcher_unpacks_in_any_locale() {
  local locale asked hash
  hash=$(nix hash path "$chain/mod/example.com/lin@v1.0.0") || return
  for locale in C POSIX C.UTF-8; do
    LC_ALL=$locale GOPROXY="file://$chain/proxy" \
      fetched example.com/lin@v1.0.0 example.com/lin/@v/v1.0.0.zip || return
    expect "$(nix hash path "$work/fetched")" "$hash" || return
  done
}

test_fetch_derivations_take_netrc() {
  local text
  text=$(nix_chain nix-instantiate --eval --strict -A 'passwords' 2>>"$log") || return
  expect "$text" '[ true true ]'
}
