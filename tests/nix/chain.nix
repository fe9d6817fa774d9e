# The set of chain.txtar, unpacked in `dir`. Sources come from the real derivations with a stand-in
# for goset-fetch, which copies from `dir`. `tree` is the goset to use.
{
  dir,
  tree ? ../..,
  goRoot,
  goVersion,
  configuration ? { },
  structuredAttrsByDefault ? false,
  old ? false,
  crossCpu ? null,
  overlays ? [ ],
}:
let
  pkgs = import ./standin {
    inherit
      goRoot
      goVersion
      structuredAttrsByDefault
      old
      crossCpu
      ;
    certificates = modules;
  };
  modules = builtins.path {
    name = "chain-modules";
    path = dir + "/mod";
  };
  fetch = derivation {
    name = "stand-in-goset-fetch";
    system = builtins.currentSystem;
    builder = "/bin/bash";
    args = [
      "-c"
      ''
        /bin/mkdir -p $out/bin
        printf '#!/bin/bash\nset -e\n[ "$2" = --out ]\ncp -r "${modules}/$1" "$3"\n' >$out/bin/goset-fetch
        /bin/chmod +x $out/bin/goset-fetch
        exit # else Nix may see chmod close its output, and kill it before it has ended
      ''
    ];
  };
  proxy = "file://${
    builtins.path {
      name = "chain-proxy";
      path = dir + "/proxy";
    }
  }";
  arguments = {
    inherit pkgs;
    packages = dir + "/go-packages.nix";
  }
  // configuration;

  inherit (import (tree + "/nix")) mkGoSet;

  added = final: prev: {
    # As the go command leaves programs, to be compared with its own.
    leaves =
      builtins.mapAttrs (
        _: leaf: if leaf ? overrideAttrs then leaf.overrideAttrs { dontStrip = true; } else leaf
      ) prev.leaves
      // {
        stamped = final.buildLeaf {
          leaf = "new";
          ldflags = [ "-X main.stamp=stamped" ];
        };
      };
    stripped = prev.leaves;
    hostile = import ./hostile.nix { set = final; };
    variants = import ./variants.nix {
      set = final;
      inherit (pkgs) go pkg-config versionCheckHook;
    };
    # By leaf, what it is built from and the set's other leaves are not: parts of modules, by name.
    differing = builtins.mapAttrs (_: builtins.attrNames) final.apart;
    apart = builtins.mapAttrs (
      _: record:
      builtins.listToAttrs (
        map
          (key: {
            inherit (final.internal.partOf key) name;
            value = final.modules.${key};
          })
          (
            builtins.filter (pkgs.lib.hasInfix "@") (
              final.internal.closureOf ((final.internal.select record).requires ++ record.private or [ ])
            )
          )
      )
    ) final.internal.records.leaves;

    # The set that fetches by itself, from the proxy's files in the store, after one that is not there.
    downloaded = mkGoSet (arguments // { goProxy = "file:///nowhere,${proxy}/"; });

    # What its fetches have if the proxy wants a password.
    passwords =
      let
        inherit
          (mkGoSet (
            arguments
            // {
              netrcPhase = "echo machine $PROXY_HOST >netrc";
              netrcImpureEnvVars = [ "PROXY_HOST" ];
            }
          ))
          sources
          ;
        source = sources."example.com/lin";
      in
      [
        (pkgs.lib.hasInfix ">netrc\n" source.buildCommand)
        (builtins.elem "PROXY_HOST" source.impureEnvVars)
      ];

    # The set with the real goset-fetch.
    real = mkGoSet (
      arguments
      // {
        goProxy = proxy;
        fetchWithGoset = true;
      }
    );
  };
in
mkGoSet (
  arguments
  // {
    fetchWithGoset = true;
    overlays = [
      (_: _: { gosetFetch = fetch; })
      added
    ]
    ++ overlays;
  }
)
