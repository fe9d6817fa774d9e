#pragma once

#include <string>

#include "goset/fetch/module_zip.hpp"
#include "support/zip_builder.hpp"

// What one pass finds in a module zip that has something of everything.
inline const goset::ModuleVersion sample{"example.com/Sample", "v1.2.3-Beta"};

inline goset::ZipFacts sample_facts() {
  using namespace std::string_literals;
  const std::string bytes = module_zip_bytes(
      sample.path, sample.version,
      {{"go.mod", "module example.com/Sample\n"},
       {"go.sum", "example.com/a v1.0.0 h1:x\n"},
       {"go.work", "go 1.20\n"},
       {"README", "no source\n"},
       {"a.go",
        "package sample\nimport (\n\"fmt\"\n\"example.com/a\"\n)\n"
        "func Everywhere() { a.Both(a.Always) }\n"},
       {"a_windows.go",
        "package sample\nimport w2 \"example.com/w\"\n"
        "var OnWindows, Somewhere = w2.X, w2.Y\n"},
       {"a_linux.go", "package sample\nvar Somewhere int\n"},
       {"a_test.go", "package sample_test\nimport \"testing\"\n"},
       {"b.go",
        "//go:build (linux && custom) || other\n\npackage sample\nimport \"example.com/a\"\n"
        "var X = a.Both\n"},
       {"ignored.go", "//go:build ignore\n\npackage main\nimport \"example.com/gen\"\n"},
       {"doc/doc.go", "package documentation\n"},
       {"c/c.go",
        "package c\n\n// #cgo linux,fancy LDFLAGS: -lm\nimport \"C\"\nimport \"unsafe\"\n"},
       {"c/c.c", "//go:build !custom2\n"},
       {"c/d.go", "//go:build darwin || (linux && amd64)\n\npackage c\nimport \"example.com/a\"\n"},
       {"only_tests/x_test.go", "package x\nimport \"testing\"\n"},
       {"fault/zero.go", "package fault\nimport \"\0\"\n"s},
       {"fault/word.go", "package fault\nimport fmt\n"},
       {"other/asm_arm64.s", "TEXT\n"}});
  return goset::module_zip::read_facts(goset::ModuleZip(bytes, sample));
}
