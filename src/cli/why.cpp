#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <vector>

#include "commands.hpp"
#include "drift.hpp"
#include "folder.hpp"
#include "goset/error.hpp"
#include "goset/resolve/go_floor.hpp"
#include "relock.hpp"
#include "set_files.hpp"
#include "terminal.hpp"

// `why` resolves the set again, for what a lock does not hold: who imports a package, and whose
// requirement has set a version.

namespace goset::cli {

namespace {

struct WhyOptions {
  std::string subject;
  std::string leaf;
  bool go = false;
};

// Answer prints what is known of a module, or of the module that provides a package.
class Answer {
 public:
  Answer(const SetResolution& resolution, const WhyOptions& options)
      : resolution_(resolution), options_(options) {}

  // print returns false where no leaf has anything to do with it.
  bool print() {
    for (const std::unique_ptr<SetResolution::Leaf>& leaf : resolution_.leaves()) {
      if (!options_.leaf.empty() && leaf->input.name != options_.leaf) continue;
      if (const auto found = find(*leaf); found != leaf->imports->packages().end()) {
        imports(*leaf, found->first);
        found_[leaf->track].insert(found->second.module.version);
      }
    }
    if (found_.empty()) return unneeded();
    for (const auto& [track, modules] : found_) {
      for (const ModuleVersion& m : modules) version(track, m);
    }
    return true;
  }

 private:
  using Packages = std::map<std::string, ImportGraph::Package>;

  // find returns the package that is asked for, or of a module the first by path.
  Packages::const_iterator find(const SetResolution::Leaf& leaf) const {
    const Packages& packages = leaf.imports->packages();
    const auto is_foreign = [](const ImportGraph::Package& package) {
      return !package.module.version.version.empty();
    };
    const auto by_module = std::find_if(packages.begin(), packages.end(), [&](const auto& package) {
      return is_foreign(package.second) && package.second.module.version.path == options_.subject;
    });
    if (by_module != packages.end()) return by_module;
    const auto by_path = packages.find(options_.subject);
    return by_path != packages.end() && is_foreign(by_path->second) ? by_path : packages.end();
  }

  // imports prints the line of imports from the leaf to a package.
  static void imports(const SetResolution::Leaf& leaf, const std::string& import_path) {
    const Packages& packages = leaf.imports->packages();
    std::vector<std::string> line;
    std::set<std::string> seen;
    for (std::string at = import_path; !at.empty() && seen.insert(at).second;) {
      line.push_back(at);
      at = packages.at(at).importer;
    }
    fmt::print("{} ({})\n", leaf.input.name, leaf.input.mains.front().mod.module_path);
    ModuleVersion last;
    for (auto step = line.rbegin(); step != line.rend(); ++step) {
      const ModuleVersion& m = packages.at(*step).module.version;
      const bool is_own = m.version.empty();
      fmt::print("  {} {}{}\n", is_own ? "has" : "imports", *step,
                 is_own || m == last ? "" : "  " + m.version);
      last = m;
    }
  }

  void version(const std::string& track, const ModuleVersion& m) const {
    const SetResolution::View& view =
        track.empty() ? resolution_.base() : resolution_.tracks().at(track);
    fmt::print("{} {}{} because\n", m.path, m.version, track.empty() ? "" : " in track " + track);
    std::vector<std::string> reasons;
    for (const SetResolution::Cause& cause : resolution_.causes(view, m.path)) {
      switch (cause.kind) {
        case SetResolution::Cause::Kind::pin:
          reasons.push_back("goset.toml pins it");
          break;
        case SetResolution::Cause::Kind::leaf:
          reasons.push_back(fmt::format("{} alone selects it{}", cause.leaf, by(cause.leaf, m)));
          break;
        case SetResolution::Cause::Kind::set:
          reasons.emplace_back("the set has it");
          break;
        case SetResolution::Cause::Kind::module:
          reasons.push_back(fmt::format("{} requires it", cause.module.str()));
          break;
      }
    }
    if (reasons.empty()) {
      reasons.push_back(view.own.contains(m.path)
                            ? "the leaf of this track alone selects it"
                            : "needs and versions went in a circle: it was needed for a while");
    }
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < std::min(most, reasons.size()); ++i) {
      fmt::print("  {}\n", reasons[i]);
    }
    if (reasons.size() > most) fmt::print("  and {} more\n", reasons.size() - most);
    others(m);
  }

  // by names who requires the version in a leaf's own graph, where that is not the leaf.
  std::string by(const std::string& leaf, const ModuleVersion& m) const {
    for (const std::unique_ptr<SetResolution::Leaf>& one : resolution_.leaves()) {
      if (one->input.name != leaf) continue;
      const std::vector<ModuleVersion> line = one->own->chain(m);
      if (line.size() < 2 || line[line.size() - 2].version.empty()) return "";
      return ": " + line[line.size() - 2].str() + " requires it";
    }
    return "";
  }

  // others prints what leaves alone would have in its place.
  void others(const ModuleVersion& m) const {
    for (const std::unique_ptr<SetResolution::Leaf>& leaf : resolution_.leaves()) {
      const auto own = leaf->own->selected().find(m.path);
      if (own == leaf->own->selected().end() || own->second == m.version) continue;
      fmt::print("  {} alone has {}\n", leaf->input.name, own->second);
    }
  }

  // unneeded tells of a module that is in build lists, but provides nothing that is needed.
  bool unneeded() const {
    bool known = false;
    for (const std::unique_ptr<SetResolution::Leaf>& leaf : resolution_.leaves()) {
      if (!options_.leaf.empty() && leaf->input.name != options_.leaf) continue;
      const auto own = leaf->own->selected().find(options_.subject);
      if (own == leaf->own->selected().end()) continue;
      if (!known) fmt::print("no leaf needs a package of {}\n", options_.subject);
      known = true;
      fmt::print("  {} alone has {} in its build list{}\n", leaf->input.name, own->second,
                 by(leaf->input.name, {own->first, own->second}));
    }
    return known;
  }

  const SetResolution& resolution_;
  const WhyOptions& options_;
  std::map<std::string, std::set<ModuleVersion>> found_;  // by track
};

// print_go tells who demands the newest Go of all.
void print_go(const Lock& lock, const SetResolution& resolution) {
  const GoFloor floor = GoFloor::of(lock.set);
  if (floor.go.empty()) {
    fmt::print("no module or leaf has a go line\n");
    return;
  }
  fmt::print("go {} because\n", floor.go);
  if (!floor.module) fmt::print("  {} says so\n", floor.who);
  for (const auto& [path, module] : lock.set.modules) {
    if (module.go != floor.go) continue;
    fmt::print("  {} {} says so\n", path, module.version);
    for (const std::string& who : resolution.chain({path, module.version})) {
      fmt::print("    required by {}\n", who);
    }
  }
}

int why(const Options& options, const WhyOptions& what) {
  const Folder folder(options.directory);
  const Manifest manifest = read_manifest(folder);
  if (what.go == !what.subject.empty()) {
    throw Error("give a module, a package or --go", {"for example: goset why golang.org/x/sys"});
  }
  std::optional<Lock> lock;
  if (what.go) lock = need_lock(folder);
  if (!what.leaf.empty()) need_leaf(folder, manifest, what.leaf);
  Downloads downloads(options);
  Progress progress(options.quiet);
  with_resolution(
      manifest, folder.directory(), read_lock(folder), downloads,
      [&](const std::string& line) { progress.show(line); },
      [&](const SetResolution& resolution) {
        progress.clear();
        if (what.go) return print_go(*lock, resolution);
        if (Answer(resolution, what).print()) return;
        throw Error(fmt::format("{}: nothing in the set has to do with it", what.subject),
                    {"give the path of a module or of a package, without a version"});
      });
  return exit_ok;
}

}  // namespace

void add_why(CLI::App& app, Run& run) {
  auto options = std::make_shared<WhyOptions>();
  CLI::App* const command =
      app.add_subcommand("why", "Who imports a module, and who set its version");
  command->add_option("subject", options->subject, "path of a module or of a package")
      ->type_name("MODULE|PACKAGE");
  command->add_flag("--go", options->go, "who demands the Go version that the set needs");
  command->add_option("--leaf", options->leaf, "for this leaf only")->type_name("NAME");
  command->callback([&run, options] {
    run = [options](const Options& global) { return why(global, *options); };
  });
}

}  // namespace goset::cli
