# gosetText NAME... writes each variable NAME to a file, which the variable NAMEPath names: with
# passAsFile there is one already, structured attributes only have the variable.
gosetText() {
  local name pathVariable
  for name in "$@"; do
    pathVariable=${name}Path
    if [ -z "${!pathVariable:-}" ]; then
      mkdir -p "$NIX_BUILD_TOP/goset/text"
      declare -g "$pathVariable=$NIX_BUILD_TOP/goset/text/$name"
      printf '%s' "${!name-}" >"${!pathVariable}"
    fi
  done
}
