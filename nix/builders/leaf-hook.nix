# The phases of a leaf's build, as a setup hook.
{
  buildPackages,
  go,
  std,
}:
buildPackages.makeSetupHook {
  name = "goset-leaf-hook";
  substitutions = {
    inherit go std;
    environment = ./hooks/environment.sh;
    goVersion = go.version;
    text = ./hooks/text.sh;
  };
} ./hooks/leaf.sh
