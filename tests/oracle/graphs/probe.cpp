#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/facts/leaf_source.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/os/whole_file.hpp"
#include "goset/resolve/resolution.hpp"

// The resolution of a set, printed for comparison with the go command:
//
//   graph-probe PROXY SOURCES OS ARCH CGO LEAF...
//
// PROXY is a file tree of a module proxy (its .mod files are read), SOURCES has the tree of each
// module version at PATH@VERSION, each LEAF is a directory, and its last element the leaf's name.
// Lines, for the given configuration (CGO: 0 or 1):
//
//   own LEAF PATH VERSION              the build list of the leaf alone
//   need LEAF PATH                     a module that provides it a package, in any configuration
//   version PATH VERSION               the set's version of a needed module
//   track LEAF PATH VERSION PROVIDER   what the leaf has instead
//   package LEAF IMPORT MODULE@VERSION a needed package
//   circle                             no versions satisfy I2 and I3 both; I2 counts
//   fault LEAF IMPORT                  an import that can't be resolved

namespace {

using namespace goset;
namespace fs = std::filesystem;

// Files answers from the disk, what was asked last first: the order must not matter.
class Files : public FactSource {
 public:
  Files(fs::path proxy, fs::path sources, const Configurations& configurations)
      : proxy_(std::move(proxy)), sources_(std::move(sources)), configurations_(configurations) {}

  const ModSummary* summary(const ModuleVersion& m) const override {
    const auto found = summaries_.find(m);
    return found == summaries_.end() ? nullptr : &found->second;
  }
  const PackageTable* packages(const ModuleVersion& m) const override {
    const auto found = tables_.find(m);
    return found == tables_.end() ? nullptr : &found->second;
  }
  // Names are not compared with anything: nothing is used of anything.
  const ModuleNames* names(const ModuleVersion&) const override { return &no_names_; }
  void want_summary(const ModuleVersion& m) override {
    open_.push_back({m, Kind::summary, nullptr});
  }
  void want_packages(const ModuleVersion& m) override {
    open_.push_back({m, Kind::packages, nullptr});
  }
  void want_names(const ModuleVersion&) override {}

  std::optional<Arrival> next() override {
    if (open_.empty()) return std::nullopt;
    Arrival arrival = std::move(open_.back());
    open_.pop_back();
    try {
      if (arrival.kind == Kind::packages) {
        const ModulePackages& packages =
            packages_.try_emplace(arrival.module, read_packages(arrival.module)).first->second;
        tables_.insert_or_assign(arrival.module, PackageTable::of(packages));
      } else {
        summaries_.try_emplace(arrival.module, read_summary(arrival.module));
      }
    } catch (const Error&) {
      arrival.fault = std::current_exception();
    }
    return arrival;
  }

 private:
  ModSummary read_summary(const ModuleVersion& m) const {
    const fs::path file =
        proxy_ / module::escape_path(m.path) / "@v" / (module::escape_version(m.version) + ".mod");
    const std::optional<std::string> text = read_file(file);
    if (!text) throw NotFoundError(fmt::format("{}: no such go.mod", m.str()));
    return ModSummary::of(mod_file::parse_lax(m.str(), *text));
  }
  ModulePackages read_packages(const ModuleVersion& m) const {
    return package_facts::of_directories(module_zip::read_tree(sources_ / m.str()).packages,
                                         configurations_, false);
  }

  fs::path proxy_;
  fs::path sources_;
  const Configurations& configurations_;
  std::map<ModuleVersion, ModSummary> summaries_;
  std::map<ModuleVersion, ModulePackages> packages_;
  std::map<ModuleVersion, PackageTable> tables_;
  const ModuleNames no_names_;
  std::vector<Arrival> open_;
};

void print(const resolve::Resolution& resolution, ConfigMask bit) {
  std::map<std::string, std::string> shared;
  for (const resolve::Resolution::Leaf& leaf : resolution.leaves()) {
    const std::string& name = leaf.name();
    for (const auto& [path, version] : leaf.own_versions()) {
      fmt::print("own {} {} {}\n", name, path, version);
    }
    for (const auto& [import_path, mask] : leaf.faults()) {
      if ((mask & bit) != 0) fmt::print("fault {} {}\n", name, import_path);
    }
    for (const ModuleVersion& m : leaf.needed()) {
      fmt::print("need {} {}\n", name, m.path);
      const bool differs =
          resolution.base().version(m.path) != m.version || leaf.source_module(m) != m;
      if (leaf.track().empty() || !differs) {
        shared[m.path] = m.version;
      } else {
        fmt::print("track {} {} {} {}\n", name, m.path, m.version, leaf.source_module(m).str());
      }
    }
    for (const resolve::NeededPackage& package : leaf.packages()) {
      if ((package.mask & bit) == 0) continue;
      fmt::print("package {} {} {}\n", name, package.import_path, package.module->str());
    }
  }
  if (resolution.base().has_circle()) fmt::print("circle\n");
  for (const auto& [path, version] : shared) fmt::print("version {} {}\n", path, version);
}

int run(int argc, char** argv) {
  const Configurations configurations({{argv[3], argv[4]}}, 26);
  Files files(argv[1], argv[2], configurations);
  SetToResolve set;
  for (int i = 6; i < argc; ++i) {
    const fs::path directory = argv[i];
    const std::string name = directory.filename().string();
    set.leaves.push_back(leaf_source(name, {}, disk_files(directory), configurations).input);
  }
  set.tolerate_faults = true;
  resolve::Options options;
  options.check_rounds = true;
  const resolve::Resolution resolution =
      resolve::Resolution::of(std::move(set), configurations, files, "", options);
  print(resolution, configurations.bit({argv[3], argv[4]}, std::string(argv[5]) == "1"));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) {
    std::fputs("usage: graph-probe PROXY SOURCES OS ARCH CGO LEAF...\n", stderr);
    return 2;
  }
  try {
    return run(argc, argv);
  } catch (const goset::Error& error) {
    fmt::print(stderr, "error: {}\n", error.message());
    for (const std::string& note : error.notes()) fmt::print(stderr, "  {}\n", note);
    return 1;
  }
}
