#include "random_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "goset/go/semver.hpp"

// Modules are numbered, and require those with higher numbers, newer versions newer ones. A package
// imports packages that the required versions have. A leaf lists all that its requirements lead
// to, as a tidy go.mod does. Little of what goes wrong is made on purpose: packages come and go
// with versions, so that what one leaf asks for breaks another.

namespace goset::world {

namespace {

class Maker {
 public:
  Maker(std::mt19937& random, const Shape& shape) : random_(random), shape_(shape) {}

  World make() {
    name_modules();
    for (std::size_t i = paths_.size(); i-- > 0;) make_versions(i);
    if (chance(shape_.loop)) make_loop();
    for (int i = 0; i < shape_.leaves; ++i) make_leaf(i);
    std::sort(world_.leaves.begin(), world_.leaves.end(),
              [](const Leaf& a, const Leaf& b) { return a.name < b.name; });
    for (Leaf& leaf : world_.leaves) {
      while (chance(shape_.exclude)) exclude(leaf.mains.front());
    }
    make_decisions();
    return std::move(world_);
  }

 private:
  int below(int n) { return n <= 0 ? 0 : static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  template <typename T>
  const T& pick(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
  }

  void name_modules() {
    for (int i = 0; i < shape_.modules; ++i) {
      const bool nests = i > 0 && chance(shape_.nested);
      const std::string path =
          nests ? pick(paths_) + (chance(50) ? "/p" : "/q") : fmt::format("m{}.io", i);
      const bool is_known = std::find(paths_.begin(), paths_.end(), path) != paths_.end();
      paths_.push_back(is_known ? fmt::format("m{}.io", i) : path);
      const int count = 1 + below(shape_.versions);
      std::vector<std::string>& versions = versions_.emplace_back();
      for (int v = 0; v < count; ++v) versions.push_back(fmt::format("v1.{}.0", v));
    }
  }

  // --- modules -----------------------------------------------------------------------------------

  void make_versions(std::size_t i) {
    std::set<std::string> directories{"."};
    std::set<std::string> exports{"A", "B", "C"};  // of each package
    for (int n = below(shape_.packages); n > 0; --n) directories.insert(pick(names_));
    for (std::size_t v = 0; v < versions_[i].size(); ++v) {
      for (const std::string& name : names_) {
        if (!chance(shape_.drift)) continue;
        if (directories.erase(name) == 0) directories.insert(name);
      }
      for (const char* const name : {"A", "B", "C", "D"}) {
        if (chance(shape_.gone) && exports.erase(name) == 0) exports.insert(name);
      }
      Published module;
      module.path = paths_[i];
      module.go = go_line();
      for (int n = below(shape_.requires_ + 1); n > 0; --n) require(module, i, v);
      if (chance(shape_.absent)) module.zip = Published::Answer::missing;
      if (chance(shape_.absent)) module.go_mod = module.zip = Published::Answer::missing;
      add_packages(module, directories, 0);
      for (Package& package : module.packages) {
        package.names.assign(exports.begin(), exports.end());
      }
      world_.modules.emplace(ModuleVersion{paths_[i], versions_[i][v]}, std::move(module));
    }
  }

  std::optional<std::string> go_line() {
    if (!chance(shape_.unpruned)) return "1.17";
    return chance(30) ? std::nullopt : std::optional<std::string>("1.16");
  }

  // require adds a requirement of version `v` of module `i`: on a later module, or any.
  void require(Module& module, std::size_t i, std::size_t v) {
    const std::size_t count = paths_.size();
    std::size_t j = i + 1 + static_cast<std::size_t>(below(static_cast<int>(count - i - 1)));
    if (chance(shape_.circle)) j = static_cast<std::size_t>(below(static_cast<int>(count)));
    if (j >= count || j == i) return;
    const std::size_t most = versions_[j].size() - 1;
    const std::size_t at = std::min(most, v + static_cast<std::size_t>(below(2)));
    add_requirement(module, {paths_[j], versions_[j][at]});
  }

  static void add_requirement(Module& module, const ModuleVersion& m) {
    const bool is_known = std::any_of(module.require.begin(), module.require.end(),
                                      [&](const ModuleVersion& r) { return r.path == m.path; });
    if (!is_known && m.path != module.path) module.require.push_back(m);
  }

  // add_packages makes packages that import what the module requires, and its own later ones.
  void add_packages(Module& module, const std::set<std::string>& directories, int least) {
    std::vector<std::pair<std::string, std::vector<std::string>>> known;  // with their names
    for (const ModuleVersion& r : module.require) {
      const auto found = world_.modules.find(r);
      if (found == world_.modules.end()) continue;  // it leads back
      for (const Package& package : found->second.packages) {
        known.emplace_back(import_path(r.path, package.directory), package.names);
      }
    }
    for (auto at = directories.rbegin(); at != directories.rend(); ++at) {
      Package package{*at, chance(shape_.condition / 4) ? pick(conditions_) : "", {}};
      for (int n = known.empty() ? 0 : least + below(shape_.imports + 1); n > 0; --n) {
        const auto& [path, names] = pick(known);
        add_import(package, path, names);
      }
      if (chance(shape_.unlisted)) add_import(package, import_path(pick(paths_), pick(names_)), {});
      known.emplace_back(import_path(module.path, *at), std::vector<std::string>{});
      module.packages.push_back(std::move(package));
    }
    std::reverse(module.packages.begin(), module.packages.end());
  }

  static std::string import_path(const std::string& path, const std::string& directory) {
    return directory == "." ? path : path + "/" + directory;
  }

  // add_import imports a package that has these names.
  void add_import(Package& package, const std::string& path,
                  const std::vector<std::string>& names) {
    const bool is_known = std::any_of(package.imports.begin(), package.imports.end(),
                                      [&](const Import& import) { return import.path == path; });
    if (is_known) return;
    Import import{path, std::nullopt};
    if (chance(shape_.condition)) import.when = pick(conditions_);
    if (!names.empty() && chance(shape_.used)) import.names.push_back(pick(names));
    package.imports.push_back(std::move(import));
  }

  // make_loop lets a version need a module that by way of another requires the next version, which
  // does without. Leaves must not list that other, or they have the next version alone.
  void make_loop() {
    const auto i = static_cast<std::size_t>(below(static_cast<int>(paths_.size())));
    if (versions_[i].size() < 2) return;
    const auto v = static_cast<std::size_t>(below(static_cast<int>(versions_[i].size()) - 1));
    const ModuleVersion one{"loop.io/one", "v1.0.0"};
    const ModuleVersion two{"loop.io/two", "v1.0.0"};
    Published& first = world_.modules.at({paths_[i], versions_[i][v]});
    if (first.packages.empty()) return;
    first.require.push_back(one);
    first.packages.front().imports.push_back({one.path, std::nullopt});
    Published& second = world_.modules[one];
    second.path = one.path;
    second.go = "1.17";
    second.require = {two};
    second.packages = {{".", "", {{two.path, std::nullopt}}}};
    Published& third = world_.modules[two];
    third.path = two.path;
    third.go = "1.17";
    third.require = {{paths_[i], versions_[i][v + 1]}};
  }

  // --- leaves ------------------------------------------------------------------------------------

  ModuleVersion any_version() {
    const auto i = static_cast<std::size_t>(below(static_cast<int>(paths_.size())));
    return {paths_[i], pick(versions_[i])};
  }

  // list_all makes a go.mod list all that its requirements lead to. Only near ones are listed at
  // the highest version, as pruning hides the rest: in a set that counts where it is needed.
  void list_all(Module& module) {
    std::map<std::string, std::string> highest;
    std::set<ModuleVersion> seen;
    std::vector<ModuleVersion> level = module.require;
    for (int depth = 0; !level.empty(); ++depth) {
      std::vector<ModuleVersion> next;
      for (const ModuleVersion& m : level) {
        if (!seen.insert(m).second) continue;
        std::string& version = highest[m.path];
        if (depth < 2 || version.empty()) version = semver::max(version, m.version);
        const std::vector<ModuleVersion> further = module_at(world_, m).require;
        next.insert(next.end(), further.begin(), further.end());
      }
      level = std::move(next);
    }
    std::vector<ModuleVersion> direct = std::exchange(module.require, {});
    for (const auto& [path, version] : highest) {
      const bool is_direct = std::any_of(direct.begin(), direct.end(),
                                         [&](const ModuleVersion& m) { return m.path == path; });
      if (path == module.path || path == "loop.io/two") continue;
      if (!is_direct && chance(shape_.untidy)) continue;
      module.require.push_back({path, version});
    }
  }

  SourceModule source_module(const std::string& path, const std::string& directory) {
    SourceModule module;
    module.path = path;
    module.directory = directory;
    module.go = go_line();
    for (int n = 1 + below(shape_.requires_ + 1); n > 0; --n) {
      add_requirement(module, any_version());
    }
    list_all(module);
    std::set<std::string> directories{"."};
    if (chance(30)) directories.insert("cmd");
    add_packages(module, directories, 2);
    return module;
  }

  void make_leaf(int i) {
    Leaf leaf;
    leaf.name = fmt::format("l{:02}", i);
    const std::string path = chance(10) ? pick(paths_) : fmt::format("{}.io", leaf.name);
    leaf.mains.push_back(source_module(path, "."));
    if (chance(shape_.tagged)) leaf.tags.emplace_back("x");
    leaf.tests = chance(10);
    if (chance(shape_.replace)) add_replace(leaf);
    if (chance(shape_.workspace)) {
      leaf.workspace = true;
      leaf.mains.push_back(source_module(leaf.name + ".io/more", "more"));
    }
    world_.leaves.push_back(std::move(leaf));
  }

  // exclude takes a version of what is listed, as a rule that which another leaf lists.
  void exclude(SourceModule& main) {
    if (main.require.empty()) return;
    const std::string path = pick(main.require).path;
    const SourceModule& other = pick(world_.leaves).mains.front();
    const auto listed = std::find_if(other.require.begin(), other.require.end(),
                                     [&](const ModuleVersion& r) { return r.path == path; });
    const bool is_other = &other != &main && listed != other.require.end();
    main.exclude.push_back(is_other ? *listed : ModuleVersion{path, pick(versions_of(path))});
  }

  void add_replace(Leaf& leaf) {
    Replace replace;
    std::vector<ModuleVersion> listed = leaf.mains.front().require;
    replace.old = listed.empty() ? any_version() : pick(listed);
    const std::string path = replace.old.path;
    if (chance(60)) {
      replace.old.version.clear();
    } else if (chance(50)) {
      replace.old.version = pick(versions_of(path));
    }
    if (chance(40)) {
      replace.directory = "local";
      leaf.locals.push_back(source_module(path, "local"));
    } else if (chance(50)) {
      replace.by = {path, pick(versions_of(path))};
    } else {
      replace.by = {path + "-fork", "v1.0.0"};
      Published fork = module_at(world_, {path, pick(versions_of(path))});
      world_.modules.emplace(replace.by, std::move(fork));
    }
    leaf.mains.front().replace.push_back(std::move(replace));
  }

  const std::vector<std::string>& versions_of(const std::string& path) const {
    static const std::vector<std::string> of_a_loop{"v1.0.0"};
    const auto at = std::find(paths_.begin(), paths_.end(), path);
    if (at == paths_.end()) return of_a_loop;
    return versions_[static_cast<std::size_t>(at - paths_.begin())];
  }

  // --- the set -----------------------------------------------------------------------------------

  Pin pin(const std::string& path) {
    const bool exact = chance(40);
    return {path, exact ? pick(versions_of(path)) : versions_of(path).back(), exact};
  }

  void make_decisions() {
    for (const std::string& path : paths_) {
      if (chance(shape_.pin)) world_.pins.push_back(pin(path));
    }
    if (chance(shape_.shared)) {
      const ModuleVersion old = any_version();
      const ModuleVersion by{old.path + "-shared", "v1.0.0"};
      world_.replace.push_back({{old.path, chance(50) ? old.version : ""}, by, ""});
      world_.modules.emplace(by, module_at(world_, old));
    }
    for (Leaf& leaf : world_.leaves) {
      if (!chance(shape_.track)) continue;
      leaf.track = chance(50) ? "old" : "odd";
      const bool is_known =
          std::any_of(world_.tracks.begin(), world_.tracks.end(),
                      [&](const Track& track) { return track.name == leaf.track; });
      if (is_known) continue;
      Track track{leaf.track, "random", {}};
      const std::vector<ModuleVersion>& listed = leaf.mains.front().require;
      if (!listed.empty() && chance(70)) {
        const ModuleVersion& m = pick(listed);
        track.pins.push_back({m.path, m.version, chance(70)});
      }
      world_.tracks.push_back(std::move(track));
    }
    for (Leaf& leaf : world_.leaves) leaf.own = leaf.track.empty() && chance(shape_.own);
  }

  const std::vector<std::string> names_{"p", "q", "p/q", "r"};
  const std::vector<std::string> conditions_{"linux", "darwin", "cgo",           "!cgo",
                                             "amd64", "x",      "linux && !cgo", "x || darwin"};
  std::mt19937& random_;
  const Shape& shape_;
  World world_;
  std::vector<std::string> paths_;
  std::vector<std::vector<std::string>> versions_;  // of each path
};

}  // namespace

Shape random_shape(std::mt19937& random) {
  const auto between = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  Shape shape;
  shape.leaves = between(1, 7);
  shape.modules = between(2, 9);
  shape.versions = between(1, 5);
  shape.packages = between(1, 5);
  shape.requires_ = between(1, 4);
  shape.imports = between(1, 4);
  shape.unpruned = between(0, 40);
  shape.drift = between(0, 40);
  shape.circle = between(0, 15);
  shape.unlisted = between(0, 5);
  shape.absent = between(0, 9) == 0 ? 5 : 0;
  shape.condition = between(0, 30);
  shape.untidy = between(0, 2) * 15;
  shape.exclude = between(0, 50);
  shape.replace = between(0, 30);
  shape.pin = between(0, 15);
  return shape;
}

World random_world(std::mt19937& random, const Shape& shape) {
  return Maker(random, shape).make();
}

bool take_out(World& world, const std::string& outcome) {
  const auto word_after = [&](std::string_view mark) -> std::string {
    if (!outcome.starts_with(mark)) return "";
    const std::size_t end = outcome.find_first_of(": \n", mark.size());
    return outcome.substr(mark.size(), end - mark.size());
  };
  std::size_t out = 0;
  if (const std::string leaf = word_after("error: leaf "); !leaf.empty()) {
    out += std::erase_if(world.leaves, [&](const Leaf& it) { return it.name == leaf; });
  }
  if (const std::string path = word_after("held back: "); !path.empty()) {
    const auto is_it = [&](const Pin& pin) { return pin.path == path; };
    out += std::erase_if(world.pins, is_it);
    for (Track& track : world.tracks) out += std::erase_if(track.pins, is_it);
  }
  return out != 0;
}

}  // namespace goset::world
