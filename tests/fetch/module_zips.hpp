#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "goset/go/module.hpp"
#include "support/zip_builder.hpp"

// Zips of a small module, good ones and bad ones, each with the rule that it is about.
namespace module_zips {

constexpr std::size_t mebibyte = 1 << 20;
constexpr std::size_t large_size = 17 * mebibyte;  // more than is held in memory
const goset::ModuleVersion sample_module = {"example.com/m", "v1.2.3"};
const std::string sample_prefix = "example.com/m@v1.2.3/";

using File = ZipBuilder::File;
using Bend = std::function<void(File&)>;

// file makes an entry below the module's prefix; `bend` may change it.
File file(const std::string& name, std::string contents, const Bend& bend = {});

// A zip with empty files of these names.
std::string with_names(const std::vector<std::string>& names);

// A zip with one file between two good ones.
std::string with_file(const File& f);

// A small module with all that a module can have; the sums below are those of this tree.
const std::map<std::string, std::string> sample_tree = {
    {"LICENSE", "None.\n"},
    {"a-b/b.go", "package b\n\nimport \"fmt\"\n\nfunc B() { fmt.Println() }\n"},
    {"a/a.go", "package a\n\nimport (\n\t\"example.com/m/a-b\"\n\t\"os\"\n)\n"},
    {"a/a_test.go", "package a\n\nimport \"testing\"\n"},
    {"a/testdata/x.txt", "x\n"},
    {"a.b", ""},
    {"go.mod", "module example.com/m\n\ngo 1.21\n"},
    {"go.sum", "golang.org/x/sys v0.1.0 h1:AAAA\n"},
    {"m.go", "// Package m does nothing.\npackage m\n"},
};
// golang.org/x/mod/sumdb/dirhash, HashZip
const std::string sample_sum = "h1:RHjqzEKvnjnHU63krFuwXjo37BV2sR/BSbHwg9rKL2w=";
// nix-hash --type sha256 on the directory that golang.org/x/mod/zip unpacked
const std::string sample_nar = "sha256-7FL9xx6OadBjISK+/DtvZSfuI5KYpWv10z1h+r8+hGI=";

std::string tree_zip(const Bend& bend = {});

struct ZipCase {
  const char* rule;
  std::string bytes;
  const char* error = "";  // behind "MODULE: zip: "; empty where the zip is good
};

// bad returns what Go refuses too, refused_here_only what Go would accept, though its own rules say
// otherwise, and unusual what is good: each is the same tree.
std::vector<ZipCase> bad();
std::vector<ZipCase> refused_here_only();
std::vector<ZipCase> unusual();

}  // namespace module_zips
