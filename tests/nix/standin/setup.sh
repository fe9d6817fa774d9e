# The stand-in's stdenv: the phases and hooks of nixpkgs' generic builder that nix/ relies on.
set -eo pipefail
export PATH=/usr/bin:/bin
# Nix 2.8 names a file that its sandbox does not have.
attributes=${NIX_ATTRS_SH_FILE:-}
if [ ! -e "$attributes" ]; then attributes=./.attrs.sh; fi
if [ -e "$attributes" ]; then
  . "$attributes"
  out=${outputs[out]}
  for name in "${!env[@]}"; do export "$name=${env[$name]}"; done
  nativeBuildInputs=${nativeBuildInputs[*]}
  export out NIX_BUILD_TOP
fi
export NIX_BUILD_CORES=${NIX_BUILD_CORES:-1}
if [ -n "${standInCompilers:-}" ]; then export CC=${CC:-gcc} CXX=${CXX:-g++}; fi

prePhases=(${prePhases[*]-}) preFixupHooks=() postFixupHooks=() preInstallCheckHooks=()
for input in $nativeBuildInputs; do
  PATH=$input/bin:$PATH
  if [ -e "$input/nix-support/setup-hook" ]; then . "$input/nix-support/setup-hook"; fi
done

# nixpkgs' compiler wrapper does this with variables of its own.
for input in ${buildInputs[*]}; do
  if [ -d "$input/lib" ]; then export LIBRARY_PATH=$input/lib${LIBRARY_PATH:+:$LIBRARY_PATH}; fi
  if [ -d "$input/lib/pkgconfig" ]; then
    export PKG_CONFIG_PATH=$input/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
  fi
  if [ -d "$input/include" ]; then export CPATH=$input/include${CPATH:+:$CPATH}; fi
done

runHook() {
  local hook=$1 array="$1Hooks[@]" each
  if [ "$(type -t "$hook")" = function ]; then "$hook"; else eval "${!hook:-}"; fi
  for each in ${!array-}; do "$each"; done
}

getAllOutputNames() { echo out; }

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
  for file in ${patches[*]:-}; do patch -p1 <"$file"; done
  runHook postPatch
}

configurePhase() {
  runHook preConfigure
  runHook postConfigure
}
buildPhase() {
  runHook preBuild
  runHook postBuild
}
checkPhase() {
  runHook preCheck
  runHook postCheck
}
installPhase() {
  runHook preInstall
  runHook postInstall
}
installCheckPhase() {
  runHook preInstallCheck
  runHook postInstallCheck
}
# stripped FLAGS DIRECTORY... of $out
stripped() {
  local flags=$1 directory
  shift
  for directory in "$@"; do
    [ ! -d "$out/$directory" ] ||
      find "$out/$directory" -type f -exec strip "$flags" -p {} \; 2>/dev/null || true
  done
}
fixupPhase() {
  if [ -n "${dontFixup:-}" ]; then return; fi
  runHook preFixup
  if [ -z "${dontStrip:-}" ]; then
    stripped -S ${stripDebugList[*]-lib lib32 lib64 libexec bin sbin}
    stripped -s ${stripAllList[*]-}
  fi
  runHook postFixup
}

runPhase() {
  case $1 in
    configurePhase) if [ -n "${dontConfigure:-}" ]; then return; fi ;;
    buildPhase) if [ -n "${dontBuild:-}" ]; then return; fi ;;
    installPhase) if [ -n "${dontInstall:-}" ]; then return; fi ;;
  esac
  if [ -n "${!1:-}" ]; then eval "${!1}"; else "$1"; fi
}

if [ -n "${buildCommand:-}" ]; then
  eval "$buildCommand"
else
  for phase in ${prePhases[*]-} unpackPhase patchPhase configurePhase buildPhase; do runPhase "$phase"; done
  if [ -n "${doCheck:-}" ]; then runPhase checkPhase; fi
  runPhase installPhase
  runPhase fixupPhase
  if [ -n "${doInstallCheck:-}" ]; then runPhase installCheckPhase; fi
fi
