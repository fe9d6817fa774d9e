#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "resolve/walk.hpp"

// A case is text: a leaf, modules, and what must come out.
//
//   leaf m.io ./...                    module path and patterns of the leaf; also +tag, -ignore
//     . : a.io/x fmt                   a package: directory, and its imports
//     cmd [linux]: a.io/x/p [darwin]   with a condition each
//   root a.io/x@v1                     a module that the leaf's go.mod lists
//     p : b.io/y
//   module b.io/y@v1                   a module of the build list that it does not list
//     . :
//   =>
//   need m.io                          every import path that is needed, with its module and,
//   need a.io/x/p a.io/x@v1 [linux]    unless that is everywhere, where
//   fault q.io missing by m.io [..]    what can't be resolved; "ambiguous" names the modules
//   lacks a.io/x@v1: q r               modules that were looked into, with what they do not have
//
// A version v1 is v1.0.0.
namespace walk_case {

using goset::Configurations;
using goset::ModulePackages;
using goset::ModuleVersion;
using goset::resolve::Universe;
using goset::resolve::Walk;

const Configurations& configurations();

struct Leaf {
  std::string module;
  std::vector<std::string> patterns;
  std::vector<std::string> ignore;
  std::set<std::string> tags;
};

// Case is a leaf, what can be known of modules, and what must come out.
struct Case {
  Leaf leaf;
  ModulePackages own;
  std::map<std::string, std::string> roots;
  std::map<std::string, std::string> all;
  std::map<ModuleVersion, ModulePackages> modules;
  std::string expected;
};

Case parse(const std::string& text);

// ImportGraph is a walk over what is in `known`, made again when packages that it lacks are known.
class ImportGraph {
 public:
  using Module = ModuleVersion;  // without a version: the leaf's own
  using Known = std::set<Module>;

  ImportGraph(Case& c, const Known& known);
  ~ImportGraph();
  ImportGraph(ImportGraph&&) = default;

  std::vector<Module> take_wanted() { return std::exchange(wanted_, {}); }
  void provide(const Module&) { make(); }
  bool complete() const { return complete_; }
  const Walk& walk() const { return walk_; }
  const Universe& universe() const { return *universe_; }
  const goset::resolve::Leaf& leaf() const { return *leaf_; }

  ModuleVersion module(const Walk::Module& m) const {
    if (m.version == goset::resolve::no_version) return {universe_->text(m.path), ""};
    return universe_->module(m.version);
  }
  // needed lists the packages by import path.
  std::map<std::string, const Walk::Needed*> needed() const {
    std::map<std::string, const Walk::Needed*> result;
    for (const Walk::Needed& one : walk_.packages) {
      result[universe_->import(one.import).path.str()] = &one;
    }
    return result;
  }

 private:
  struct Source;
  void make();

  std::unique_ptr<Source> source_;
  std::unique_ptr<goset::LeafToResolve> input_;
  goset::Replacements none_;
  std::unique_ptr<Universe> universe_;
  std::unique_ptr<goset::resolve::KnownFacts> facts_;
  std::unique_ptr<goset::resolve::Leaf> leaf_;
  Walk walk_;
  bool complete_ = false;
  std::set<ModuleVersion> asked_;
  std::vector<Module> wanted_;
};

// outcome writes a graph as a case expects it.
std::string outcome(const ImportGraph& graph);

}  // namespace walk_case
