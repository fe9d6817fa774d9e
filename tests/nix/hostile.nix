# Leaves and modules that mean harm, for hostile.sh: by name, a leaf of chain.txtar whose build must fail.
{ set }:
let
  inherit (set)
    buildLeaf
    overrideModule
    overrideScope
    stdenv
    ;
  path = "example.com/a";

  # The leaf in a set in which one module's output is damaged by a script, in that output.
  damaged =
    script:
    (overrideScope (
      _: prev: {
        modules = prev.modules // {
          ${path} = stdenv.mkDerivation {
            name = "damaged";
            buildCommand = ''
              cp -r ${prev.modules.${path}} $out
              chmod -R u+w $out
              cd $out
              sed -i "s|${prev.modules.${path}}|$out|" closure
              object=$(echo cache/objects/*)
              ${script}
            '';
            inherit (prev.modules.${path}) passthru;
          };
        };
      }
    )).leaves.new;

  # The leaf after a script in its source.
  patched =
    script:
    buildLeaf {
      leaf = "new";
      postPatch = script;
    };

  # The leaf in a set in which one module has another source.
  replaced =
    script:
    (overrideModule path {
      src = stdenv.mkDerivation {
        name = "replaced";
        buildCommand = ''
          cp -r ${set.sources.${path}} $out
          chmod -R u+w $out
          cd $out
          ${script}
        '';
      };
    }).leaves.new;
in
{
  index-is-text = damaged "echo hello >cache/index";
  index-is-gone = damaged "rm cache/index";
  index-is-cut = damaged "truncate -s -1 cache/index";
  index-names-an-action-twice = damaged ''
    { head -c 16 cache/index; printf '\0\0\0\0\0\0\0\2'; tail -c 72 cache/index; tail -c 72 cache/index; } >twice
    mv twice cache/index
  '';
  index-states-endless-records = damaged ''
    { head -c 16 cache/index; printf '\377\377\377\377\377\377\377\377'; tail -c 72 cache/index; } >endless
    mv endless cache/index
  '';
  index-is-a-device = damaged "ln -sf /dev/zero cache/index";
  object-is-cut = damaged "truncate -s -1 $object";
  object-is-a-link = damaged "cp $object copy; ln -sf $out/copy $object";
  closure-is-a-device = damaged "ln -sf /dev/zero closure";
  closure-is-malformed = damaged "echo hello >>closure";
  closure-has-another-version = damaged "sed -i 's|^example.com/b v1.2.0|example.com/b v1.1.0|' closure";
  closure-leads-out = damaged ''sed -i "s|$out|/etc|" closure'';
  closure-names-a-strange-library = damaged "echo 'library /lib/$(id)' >>closure";
  sources-lead-out = damaged "rm -r src; ln -s /etc src";
  sources-are-gone = damaged "rm -r src";
  download-has-another-go-mod = damaged "find download -name '*.mod' -exec sh -c 'echo // changed >>$0' {} ';'";

  go-mod-is-a-fifo = patched "rm go.mod; mkfifo go.mod";
  go-mod-is-a-device = patched "ln -sf /dev/zero go.mod";
  go-sum-is-a-fifo = patched "rm go.sum; mkfifo go.sum";
  go-mod-is-a-directory = patched "rm go.mod; mkdir go.mod";
  file-is-a-fifo = patched "mkfifo more.go";
  file-is-a-device = patched "ln -s /dev/zero more.go";
  file-is-a-dangling-link = patched "ln -s nowhere more.go";
  embeds-what-is-outside = patched ''
    ln -s /etc/passwd passwd
    printf '%s\n' 'package main' 'import _ "embed"' '//go:embed passwd' 'var passwd string' >more.go
  '';
  embeds-above = patched ''
    printf '%s\n' 'package main' 'import _ "embed"' '//go:embed ../passwd' 'var passwd string' >more.go
  '';
  runs-a-compiler-plugin = patched ''
    printf '%s\n' 'package main' '// #cgo CFLAGS: -fplugin=/tmp/evil.so' 'import "C"' >more.go
  '';
  imports-what-is-not-locked = patched ''
    printf '%s\n' 'package main' 'import _ "example.com/evil"' >more.go
  '';

  module-is-empty = replaced "rm -r *";
  module-has-a-directory-as-go-mod = replaced "rm go.mod; mkdir go.mod";
  module-source-is-a-link-out = replaced "rm a.go; ln -s /etc/passwd a.go";
  module-embeds-what-is-outside = replaced ''
    ln -s /etc/passwd passwd
    printf '%s\n' 'package a' 'import _ "embed"' '//go:embed passwd' 'var Passwd string' >more.go
  '';
  module-imports-what-is-not-there = replaced ''
    printf '%s\n' 'package a' 'import _ "example.com/evil"' >more.go
  '';
  module-asks-for-a-toolchain = replaced "echo 'toolchain go1.99.0' >>go.mod; sed -i 's/^go .*/go 1.99/' go.mod";
}
