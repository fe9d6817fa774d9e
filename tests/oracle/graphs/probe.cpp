#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "goset/error.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/resolve/import_graph.hpp"
#include "goset/resolve/module_graph.hpp"

// The resolution of one main module, printed for comparison with the go command:
//
//   graph-probe PROXY SOURCES MAIN OS ARCH CGO
//
// PROXY is a file tree of a module proxy (its .mod files are read), SOURCES has the tree of each
// module version at PATH@VERSION, MAIN is the main module. Lines: `module PATH VERSION` for the
// build list, then `package IMPORT MODULE@VERSION` and `fault IMPORT missing|ambiguous` for what
// the packages ./... of MAIN need in the given configuration (CGO: 0 or 1).

namespace {

using goset::ModuleVersion;
namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw goset::Error(fmt::format("{}: no such file", file.string()));
  return {std::istreambuf_iterator<char>(in), {}};
}

class Probe {
 public:
  Probe(fs::path proxy, fs::path sources, fs::path main, goset::Platform platform)
      : proxy_(std::move(proxy)),
        sources_(std::move(sources)),
        main_(std::move(main)),
        configurations_({std::move(platform)}, 26),
        mod_(goset::mod_file::parse("go.mod", text_of(main_ / "go.mod"))),
        graph_(goset::MainModule::of(mod_), [this](const ModuleVersion& m) { return summary(m); }) {
    load(graph_, [this](const ModuleVersion& m) { load_summary(m); });
  }

  void print_modules() const {
    for (const auto& [path, version] : graph_.selected())
      fmt::print("module {} {}\n", path, version);
  }

  void print_packages(bool cgo) {
    own_ = facts(main_);
    const auto any = [this](const std::string& path) {
      const auto found = graph_.selected().find(path);
      return found == graph_.selected().end() ? std::string() : found->second;
    };
    const auto root = [&](const std::string& path) {
      return !graph_.main().pruned() || graph_.is_root(path) ? any(path) : std::string();
    };
    goset::ImportGraph imports(configurations_,
                               {mod_.module_path, &own_, {"./..."}, mod_.ignore, {}}, {root, any},
                               [this](const ModuleVersion& m) -> const goset::ModulePackages* {
                                 const auto found = packages_.find(m);
                                 return found == packages_.end() ? nullptr : &found->second;
                               });
    load(imports, [this](const ModuleVersion& m) { packages_[m] = facts(sources_ / m.str()); });
    const goset::ConfigMask bit = configurations_.bit(configurations_.platforms().front(), cgo);
    for (const auto& [import_path, package] : imports.packages()) {
      if ((package.mask & bit) == 0) continue;
      fmt::print("package {} {}\n", import_path, package.module.str());
    }
    for (const goset::ImportGraph::Fault& fault : imports.faults()) {
      if ((fault.mask & bit) == 0) continue;
      fmt::print("fault {} {}\n", fault.import_path,
                 fault.found_in.empty() ? "missing" : "ambiguous");
    }
  }

 private:
  // load gives a graph what it asks for, the last first: the order must not matter.
  template <typename Graph, typename Get>
  static void load(Graph& graph, const Get& get) {
    while (!graph.complete()) {
      const std::vector<ModuleVersion> wanted = graph.take_wanted();
      for (auto m = wanted.rbegin(); m != wanted.rend(); ++m) {
        get(*m);
        graph.provide(*m);
      }
    }
  }

  const goset::ModSummary* summary(const ModuleVersion& m) const {
    const auto found = summaries_.find(m);
    return found == summaries_.end() ? nullptr : &found->second;
  }

  void load_summary(const ModuleVersion& m) {
    const fs::path file = proxy_ / goset::module::escape_path(m.path) / "@v" /
                          (goset::module::escape_version(m.version) + ".mod");
    summaries_[m] = goset::ModSummary::of(m, goset::mod_file::parse_lax(m.str(), text_of(file)));
  }

  goset::ModulePackages facts(const fs::path& directory) const {
    return goset::package_facts::of_directories(goset::module_zip::read_tree(directory).packages,
                                                configurations_, false);
  }

  fs::path proxy_;
  fs::path sources_;
  fs::path main_;
  goset::Configurations configurations_;
  goset::ModFile mod_;
  std::map<ModuleVersion, goset::ModSummary> summaries_;
  std::map<ModuleVersion, goset::ModulePackages> packages_;
  goset::ModulePackages own_;
  goset::ModuleGraph graph_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) {
    std::fputs("usage: graph-probe PROXY SOURCES MAIN OS ARCH CGO\n", stderr);
    return 2;
  }
  try {
    Probe probe(argv[1], argv[2], argv[3], {argv[4], argv[5]});
    probe.print_modules();
    probe.print_packages(std::string(argv[6]) == "1");
  } catch (const goset::Error& error) {
    fmt::print(stderr, "error: {}\n", error.message());
    for (const std::string& note : error.notes()) fmt::print(stderr, "  {}\n", note);
    return 1;
  }
}
