#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "goset/go/module.hpp"
#include "support/txtar.hpp"

// ModuleTree holds the hand-written modules of tests/mod. Each is a text archive named as
// `example.com_a_v1.0.0.txt`: "_" stands for "/", the version follows the last one. Its files are
// the module's; a file `.mod` is what the proxy serves as go.mod where the zip's own is another
// thing or is missing. A go.sum of one line, "@GO_SUM@", becomes what go_sum() gives.
class ModuleTree {
 public:
  explicit ModuleTree(const std::filesystem::path& archives);

  // add_files adds modules whose files are named PATH@VERSION/FILE; they go before those of the
  // same version that are there.
  void add_files(const std::vector<goset::Txtar::File>& files);

  // write lays the modules out as a module proxy below `directory`: list, .info, .mod, .zip.
  void write(const std::filesystem::path& directory) const;

  // go_sum returns a go.sum with the zip and the go.mod of every module that can be reached from
  // the requirements of this go.mod.
  std::string go_sum(const std::string& go_mod) const;

  // records returns of every module its two lines of a go.sum, as a checksum database has them.
  std::map<goset::ModuleVersion, std::string> records() const;

 private:
  struct Module {
    std::string go_mod;  // as the proxy serves it
    std::string zip;
    std::string sum;  // `h1:` of the zip
  };
  using Files = std::map<std::string, std::string>;
  void add(const goset::ModuleVersion& m, Files files);
  void add_all(std::map<goset::ModuleVersion, Files> modules);
  std::string record(const goset::ModuleVersion& m) const;

  std::map<goset::ModuleVersion, Module> modules_;
};
