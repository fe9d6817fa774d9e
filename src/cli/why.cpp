#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "choice.hpp"
#include "commands.hpp"
#include "goset/app/drift.hpp"
#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"
#include "goset/store/suggestion.hpp"
#include "terminal.hpp"

// `why` resolves the set again, for what a lock does not hold: who imports a package, and whose
// requirement has set a version.

namespace goset::cli {

namespace {

struct WhyOptions {
  std::string subject;
  std::string leaf;
  bool go = false;
  std::string format = "text";
};

using Json = nlohmann::ordered_json;

// Imports is the line of imports from a leaf to a package.
struct Imports {
  struct Step {
    std::string package;
    ModuleVersion module;  // without a version if it is the leaf's own
  };
  std::string leaf;
  std::string module;
  std::vector<Step> line;

  void print(const Paint& paint) const {
    fmt::print("{} ({})\n", paint.strong(leaf), module);
    ModuleVersion last;
    for (const Step& step : line) {
      const bool is_own = step.module.version.empty();
      fmt::print("  {} {}{}\n", is_own ? "has" : "imports", step.package,
                 is_own || step.module == last ? "" : "  " + step.module.version);
      last = step.module;
    }
  }

  Json json() const {
    Json result{{"leaf", leaf}, {"module", module}, {"imports", Json::array()}};
    for (const Step& step : line) {
      result["imports"].push_back({{"package", step.package}, {"module", step.module.path}});
      if (!step.module.version.empty()) result["imports"].back()["version"] = step.module.version;
    }
    return result;
  }
};

// Choice is a version, with who set it and what leaves alone would have in its place.
struct Choice {
  ModuleVersion module;
  std::string track;
  std::vector<std::string> because;
  std::map<std::string, std::string> alone;  // by leaf

  void print(const Paint& paint) const {
    fmt::print("{}{} because\n", paint.strong(module.path + " " + module.version),
               track.empty() ? "" : " in track " + track);
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < std::min(most, because.size()); ++i) {
      fmt::print("  {}\n", because[i]);
    }
    if (because.size() > most) fmt::print("  and {} more\n", because.size() - most);
    for (const auto& [leaf, version] : alone) fmt::print("  {} alone has {}\n", leaf, version);
  }

  Json json() const {
    Json result{{"path", module.path}, {"version", module.version}};
    if (!track.empty()) result["track"] = track;
    result["because"] = because;
    result["alone"] = alone;
    return result;
  }
};

// Answer prints what is known of a module, or of the module that provides a package.
class Answer {
 public:
  Answer(const resolve::Resolution& resolution, const WhyOptions& options)
      : resolution_(resolution), options_(options) {}

  // print returns false where no leaf has anything to do with it.
  bool print(const Paint& paint) {
    std::vector<Imports> users;
    for (const Leaf& leaf : resolution_.leaves()) {
      if (!options_.leaf.empty() && leaf.name() != options_.leaf) continue;
      const std::vector<resolve::NeededPackage> packages = leaf.packages();
      if (const auto found = find(packages); found != packages.end()) {
        users.push_back(imports(leaf, packages, std::string(found->import_path)));
        found_[leaf.track()].insert(*found->module);
      }
    }
    std::vector<Choice> choices;
    for (const auto& [track, modules] : found_) {
      for (const ModuleVersion& m : modules) choices.push_back(choice(track, m));
    }
    const std::map<std::string, std::string> alone =
        users.empty() ? unneeded() : std::map<std::string, std::string>();
    if (users.empty() && alone.empty()) return false;
    if (options_.format == "json") {
      Json result{{"subject", options_.subject}, {"users", Json::array()}};
      for (const Imports& user : users) result["users"].push_back(user.json());
      result["versions"] = Json::array();
      for (const Choice& one : choices) result["versions"].push_back(one.json());
      if (!alone.empty()) result["alone"] = alone;
      fmt::print("{}\n", result.dump(1));
      return true;
    }
    for (const Imports& user : users) user.print(paint);
    for (const Choice& one : choices) one.print(paint);
    if (users.empty()) fmt::print("no leaf needs a package of {}\n", options_.subject);
    for (const auto& [leaf, version] : alone) {
      fmt::print("  {} alone has {} in its build list{}\n", leaf, version,
                 by(leaf, {options_.subject, version}));
    }
    return true;
  }

 private:
  using Leaf = resolve::Resolution::Leaf;
  using Packages = std::vector<resolve::NeededPackage>;

  // find returns the package that is asked for, or of a module the first by path.
  Packages::const_iterator find(const Packages& packages) const {
    const auto is_foreign = [](const resolve::NeededPackage& package) {
      return !package.module->version.empty();
    };
    const auto by_module = std::find_if(packages.begin(), packages.end(), [&](const auto& package) {
      return is_foreign(package) && package.module->path == options_.subject;
    });
    if (by_module != packages.end()) return by_module;
    return std::find_if(packages.begin(), packages.end(), [&](const auto& package) {
      return is_foreign(package) && package.import_path == options_.subject;
    });
  }

  static Imports imports(const Leaf& leaf, const Packages& packages,
                         const std::string& import_path) {
    std::map<std::string_view, const ModuleVersion*> modules;
    for (const auto& package : packages) modules[package.import_path] = package.module;
    Imports result{leaf.name(), leaf.input().mains.front().mod.module_path, {}};
    std::set<std::string> seen;
    for (std::string at = import_path; !at.empty() && seen.insert(at).second;) {
      result.line.push_back({at, *modules.at(at)});
      at = leaf.importer(at);
    }
    std::reverse(result.line.begin(), result.line.end());
    return result;
  }

  Choice choice(const std::string& track, const ModuleVersion& m) const {
    const resolve::Resolution::Track view =
        track.empty() ? resolution_.base() : *resolution_.track(track);
    std::vector<std::string> reasons;
    for (const resolve::Cause& cause : resolution_.causes(view, m.path)) {
      switch (cause.kind) {
        case resolve::Cause::Kind::pin:
          reasons.push_back("goset.toml pins it");
          break;
        case resolve::Cause::Kind::leaf:
          reasons.push_back(fmt::format("{} alone selects it{}", cause.leaf, by(cause.leaf, m)));
          break;
        case resolve::Cause::Kind::set:
          reasons.emplace_back("the set has it");
          break;
        case resolve::Cause::Kind::module:
          reasons.push_back(fmt::format("{} requires it", cause.module.str()));
          break;
      }
    }
    if (reasons.empty()) {
      reasons.push_back(view.is_own(m.path)
                            ? "the leaf of this track alone selects it"
                            : "needs and versions went in a circle: it was needed for a while");
    }
    Choice result{m, track, std::move(reasons), {}};
    for (const Leaf& leaf : resolution_.leaves()) {
      const std::string own = leaf.own_version(m.path);
      if (!own.empty() && own != m.version) result.alone[leaf.name()] = own;
    }
    return result;
  }

  // by names who requires the version in a leaf's own graph, where that is not the leaf.
  std::string by(const std::string& leaf, const ModuleVersion& m) const {
    for (const Leaf& one : resolution_.leaves()) {
      if (one.name() != leaf) continue;
      const std::vector<ModuleVersion> line = one.own_chain(m);
      if (line.size() < 2 || line[line.size() - 2].version.empty()) return "";
      return ": " + line[line.size() - 2].str() + " requires it";
    }
    return "";
  }

  // unneeded returns the versions of a module that is in build lists, but provides nothing that is
  // needed, by leaf.
  std::map<std::string, std::string> unneeded() const {
    std::map<std::string, std::string> versions;
    for (const Leaf& leaf : resolution_.leaves()) {
      if (!options_.leaf.empty() && leaf.name() != options_.leaf) continue;
      const std::string own = leaf.own_version(options_.subject);
      if (!own.empty()) versions[leaf.name()] = own;
    }
    return versions;
  }

  const resolve::Resolution& resolution_;
  const WhyOptions& options_;
  std::map<std::string, std::set<ModuleVersion>> found_;  // by track
};

// print_go tells who demands the newest Go of all.
void print_go(const Lock& lock, const resolve::Resolution& resolution, const WhyOptions& options) {
  const GoFloor floor = GoFloor::of(lock.set);
  Json by = Json::array();
  if (!floor.go.empty() && !floor.module) by.push_back({{"who", floor.who}});
  for (const auto& [path, module] : lock.set.modules) {
    if (floor.go.empty() || module.go != floor.go) continue;
    by.push_back({{"who", path + " " + module.version},
                  {"requiredBy", resolution.chain({path, module.version})}});
  }
  if (options.format == "json") {
    fmt::print("{}\n", Json{{"go", floor.go}, {"by", by}}.dump(1));
    return;
  }
  if (floor.go.empty()) {
    fmt::print("no module or leaf has a go line\n");
    return;
  }
  fmt::print("go {} because\n", floor.go);
  for (const Json& one : by) {
    fmt::print("  {} says so\n", one["who"].get<std::string>());
    if (!one.contains("requiredBy")) continue;
    for (const Json& who : one["requiredBy"]) {
      fmt::print("    required by {}\n", who.get<std::string>());
    }
  }
}

int why(const Options& options, const WhyOptions& what) {
  const Folder folder(options.directory);
  const Manifest manifest = read_manifest(folder);
  if (what.go == !what.subject.empty()) {
    throw Error("give a module, a package or --go", {"for example: goset why golang.org/x/sys"});
  }
  const std::optional<Lock> known = what.go ? need_lock(folder) : read_lock(folder);
  if (!what.leaf.empty()) need_leaf(folder, manifest, what.leaf);
  Session session(options);
  Progress progress(options.quiet);
  with_resolution(
      manifest, folder.directory(), known, session,
      [&](const std::string& line) { progress.show(line); },
      [&](const resolve::Resolution& resolution) {
        progress.clear();
        if (what.go) return print_go(*known, resolution, what);
        if (Answer(resolution, what).print(Paint(options.color, stdout))) return;
        Error error(fmt::format("{}: nothing in the set has to do with it", what.subject));
        if (known) add_suggestion(error, what.subject, known->set.modules);
        error.add_note("give the path of a module or of a package, without a version");
        throw error;
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
  add_choice(*command, "--format", options->format, {"text", "json"}, "text or json")
      ->type_name("FORMAT");
  command->footer(
      "Resolves the set as `goset lock` does, from what the cache has where it can.\n"
      "\n"
      "Examples:\n"
      "  goset why golang.org/x/sys\n"
      "  goset why golang.org/x/net/http2 --leaf caddy\n"
      "  goset why --go");
  command->callback([&run, options] {
    run = [options](const Options& global) { return why(global, *options); };
  });
}

}  // namespace goset::cli
