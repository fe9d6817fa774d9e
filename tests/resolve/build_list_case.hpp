#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "resolve/build_list.hpp"

// A case is text. Lines before the first expectation make the world:
//
//   main go1.17: A@v1 B@v2     the main module M, its go line (or none) and requirements
//   A@v1 go1.16: C@v1          a go.mod; versions without a line say go 1.17 and require nothing
//   exclude: C@v2
//
// The others say what must come out:
//
//   list: A@v1 B@v2            the build list
//   read: A@v1 B@v2            the go.mod files that were asked for
//   chain C@v1: A@v1 C@v1      the line of requirements; empty where there is none
//
// A version v1 is v1.0.0.
namespace build_list_case {

using goset::ModSummary;
using goset::ModuleVersion;
using goset::resolve::BuildList;
using goset::resolve::BuildLists;
using goset::resolve::GoMod;
using goset::resolve::Universe;
using goset::resolve::VersionId;

// MainModule is what the main module of a case says.
struct MainModule {
  std::string path;
  std::optional<std::string> go;
  std::vector<ModuleVersion> require;
  std::set<ModuleVersion> exclude;
};

// ModuleGraph is a build list that is computed again when a go.mod that it lacks is known.
class ModuleGraph {
 public:
  using Summaries = std::function<const ModSummary*(const ModuleVersion&)>;

  ModuleGraph(const MainModule& main, Summaries summaries);

  std::vector<ModuleVersion> take_wanted() { return std::exchange(wanted_, {}); }
  void provide(const ModuleVersion& m) {
    if (asked_.contains(m)) compute();
  }
  bool complete() const { return missing_.empty(); }

  // selected lists the versions by path.
  std::map<std::string, std::string> selected() const;
  bool is_root(const std::string& path) const;
  std::vector<ModuleVersion> chain(const ModuleVersion& m) const;

 private:
  BuildLists::GoMods go_mods() const;

  void compute();

  Summaries summaries_;
  std::unique_ptr<Universe> universe_ = std::make_unique<Universe>(
      goset::Configurations{{{"linux", "amd64"}}, 26}, std::vector<std::set<std::string>>{{}});
  goset::resolve::Requirements requirements_;
  std::map<VersionId, GoMod> known_;
  BuildList list_;
  std::vector<VersionId> missing_;
  std::vector<ModuleVersion> wanted_;
  std::set<ModuleVersion> asked_;
};

struct Case {
  MainModule main;
  std::map<ModuleVersion, ModSummary> mods;
  std::string expected;  // the lines that must come out
  std::vector<ModuleVersion> chains;
  bool reads = false;
};

Case parse(const std::string& text);

// outcome writes a graph as a case expects it; `read` are the go.mod files that it asked for.
std::string outcome(const Case& c, const ModuleGraph& graph, const std::set<ModuleVersion>& read);

}  // namespace build_list_case
