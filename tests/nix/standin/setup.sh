# The stand-in's stdenv: the phases and hooks of nixpkgs' generic builder that nix/ relies on.
set -eo pipefail
export PATH=/usr/bin:/bin
for input in $nativeBuildInputs; do PATH=$input/bin:$PATH; done
export NIX_BUILD_CORES=${NIX_BUILD_CORES:-1}
if [ -n "${standInCompilers:-}" ]; then export CC=gcc CXX=g++; fi

runHook() {
  local hook=$1
  if [ "$(type -t "$hook")" = function ]; then "$hook"; else eval "${!hook:-}"; fi
}

unpackFile() {
  case $1 in
    *.zip) unzip -qq "$1" ;;
    *) tar xf "$1" ;;
  esac
}

unpackPhase() {
  runHook preUnpack
  cp -r "$src" source
  chmod -R u+w source
  cd source
  runHook postUnpack
}

patchPhase() {
  runHook prePatch
  local file
  for file in ${patches:-}; do patch -p1 <"$file"; done
  runHook postPatch
}

configurePhase() { :; }
buildPhase() { :; }
checkPhase() { :; }
installPhase() { :; }
fixupPhase() {
  runHook preFixup
  if [ -z "${dontStrip:-}" ] && [ -d "$out/bin" ]; then strip -S "$out"/bin/*; fi
  runHook postFixup
}

runPhase() {
  if [ -n "${!1:-}" ]; then eval "${!1}"; else "$1"; fi
}

if [ -n "${buildCommand:-}" ]; then
  eval "$buildCommand"
else
  for phase in unpackPhase patchPhase configurePhase buildPhase; do runPhase "$phase"; done
  if [ -n "${doCheck:-}" ]; then runPhase checkPhase; fi
  runPhase installPhase
  runPhase fixupPhase
fi
