#include "kept_walk.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "goset/hash/sha256.hpp"

// What a walk found follows from the leaf, from the modules that it may look into, and from what
// these answered. So a walk that is kept is right while the answers are the same. They are shared by
// all walks, and each is compared once.

namespace goset::resolve {

namespace {

// directory_in returns where a package would lie in a module; nullopt if its import path does not
// begin with that of the module.
std::optional<std::string_view> directory_in(std::string_view module, std::string_view import) {
  if (import == module) return ".";
  const bool is_below = import.starts_with(module) && import.substr(module.size()).starts_with('/');
  return is_below ? std::optional(import.substr(module.size() + 1)) : std::nullopt;
}

}  // namespace

std::uint64_t Answers::contents_of(const Package& package, const Universe& universe) {
  thread_local std::string text;
  text = universe.constraint(package.when).str();
  for (const Package::Edge& edge : package.edges) {
    const Universe::Import& import = universe.import(edge.import);
    if (import.is_std_named) continue;  // a lock leaves these out
    text.append("\n").append(import.path.str());
    const BuildConstraint& when = universe.constraint(edge.when);
    if (!when.is_always()) text.append(" ").append(when.str());
  }
  const Sha256Digest digest = sha256(text);
  std::uint64_t result = 0;
  std::memcpy(&result, digest.data(), sizeof result);
  return std::max(result, absent + 1);
}

void Answers::set(std::vector<Answer> answers) {
  answers_ = std::move(answers);
  checks_ = std::vector<Check>(answers_.size());
}

bool Answers::holds(Number number, const KnownFacts& facts, const Loader::Load& load) {
  Check& check = checks_[number];
  if (check.holds) return true;
  const Answer& answer = answers_[number];
  const std::string& import = universe_.import(answer.import).path.str();
  const auto directory = directory_in(universe_.module(answer.module).path, import);
  if (!directory) return false;
  const auto find = [&]() -> Packages::Found {
    const Packages* const packages = facts.packages(answer.module);
    if (!packages) return {ModulePackages::Answer::unknown};
    return packages->find(answer.import, *directory);
  };
  Packages::Found found = find();
  while (found.answer == ModulePackages::Answer::unknown &&
         load({answer.module, KnownFacts::Kind::packages})) {
    found = find();
  }
  if (found.answer == ModulePackages::Answer::unknown) return false;
  const std::uint64_t contents = found.package ? contents_of(*found.package, universe_) : absent;
  if (contents != answer.contents) {
    all_held_ = false;
    return false;
  }
  check.package = found.package;
  check.holds = true;
  return true;
}

bool KeptWalk::can_keep(const LeafState& leaf) {
  if (!leaf.walk || !leaf.list || leaf.walk->has_faults()) return false;
  const std::vector<Walk::Module>& modules = leaf.walk->modules;
  return std::all_of(modules.begin(), modules.end(),
                     [](const Walk::Module& module) { return module.serves_own_path(); });
}

std::shared_ptr<const BuildList> KeptWalk::build_list(Requirements requirements) const {
  BuildList result;
  result.requirements = std::move(requirements);
  result.ordered = is_ordered;
  result.roots = roots;
  for (const auto& [path, version] : list) {
    result.paths.push_back(path);
    result.versions.push_back(version);
  }
  return std::make_shared<const BuildList>(std::move(result));
}

bool KeptWalk::restore(LeafState& leaf, Requirements requirements, Answers& answers,
                       const KnownFacts& facts, const Universe& universe,
                       const Loader::Load& load) const {
  auto walk = std::make_shared<Walk>();
  walk->supported = leaf.supported;
  for (const Module& module : modules) {
    const Leaf::Main* const main = leaf.leaf->main(module.path);
    if ((main != nullptr) != (module.version == no_version)) return false;
    const Source source = main ? Source{} : leaf.leaf->source(module.version);
    walk->modules.push_back({module.path, module.version, main != nullptr, module.is_root,
                             module.is_looked, false, source, main ? &main->packages : nullptr});
    if (!walk->modules.back().serves_own_path()) return false;
  }
  bool is_whole = true;  // what is missing is asked for all at once
  for (const Needed& needed : packages) {
    Walk::Module& module = walk->modules[needed.module];
    module.needed = true;
    if (module.own) {
      const ImportId import{needed.what};
      const auto directory =
          directory_in(universe.text(module.path), universe.import(import).path.str());
      if (directory && !leaf.leaf->has_packages()) {
        if (!leaf.leaf->is_locked(*directory)) return false;
        walk->is_partial = true;
        walk->packages.push_back({import, needed.module, nullptr, needed.mask});
        continue;
      }
      const Package* const package =
          directory ? module.packages->find(import, *directory).package : nullptr;
      if (!package) return false;
      walk->packages.push_back({import, needed.module, package, needed.mask});
    } else if (answers.holds(needed.what, facts, load) && answers.package(needed.what)) {
      walk->packages.push_back(
          {answers[needed.what].import, needed.module, answers.package(needed.what), needed.mask});
    } else {
      is_whole = false;
    }
  }
  for (const Absent& one : absent) {
    is_whole = answers.holds(one.answer, facts, load) && is_whole;
    walk->absent.push_back({one.module, answers[one.answer].import});
  }
  if (!is_whole || (walk->is_partial && walk->needs_std_named(universe))) return false;
  walk->list = build_list(std::move(requirements));
  walk->needed = leaf.needed;
  walk->places = leaf.places;
  leaf.list = walk->list;
  leaf.walk = std::move(walk);
  return true;
}

}  // namespace goset::resolve
