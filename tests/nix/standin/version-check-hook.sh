versionCheckPhase() {
  runHook preVersionCheck
  "${versionCheckProgram:-$out/bin/$NIX_MAIN_PROGRAM}" "${versionCheckProgramArg:---version}" |
    grep -Fw "$version"
  runHook postVersionCheck
}
preInstallCheckHooks+=(versionCheckPhase)
