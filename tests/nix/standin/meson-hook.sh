mesonFlagsArray=()
mesonConfigurePhase() {
  runHook preConfigure
  # shellcheck disable=SC2086 # a list of words
  meson setup build --prefix="$out" --libdir=lib $mesonFlags "${mesonFlagsArray[@]}"
  cd build
  runHook postConfigure
}
configurePhase=mesonConfigurePhase
buildPhase='ninja -j "$NIX_BUILD_CORES"'
installPhase='ninja install'
