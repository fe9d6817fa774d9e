#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "explainer.hpp"
#include "goset/go/module.hpp"

// What is wrong with an import, in words.

namespace goset::resolve {

namespace {

// is_internal reports whether a path of the standard library is closed to others.
bool is_internal(const std::string& import_path) {
  return ("/" + import_path + "/").find("/internal/") != std::string::npos;
}

}  // namespace

std::string Explainer::shown(const LeafState& leaf, Walk::ModuleIndex module) const {
  const ModuleVersion& m = module_of(resolving_.universe, leaf, leaf.walk->modules[module]);
  return m.version.empty() ? m.path + " (the leaf itself)" : m.str();
}

std::string Explainer::importer(const LeafState& leaf, ImportId import) const {
  return importer(leaf, Walk::Fault{Walk::Fault::Kind::missing, import});
}

// importer returns the smallest path of those that import what a fault is about; empty for what is
// asked for, and for a cycle.
std::string Explainer::importer(const LeafState& leaf, const Walk::Fault& fault) const {
  const Universe& universe = resolving_.universe;
  if (fault.kind == Walk::Fault::Kind::cycle) return "";
  const bool is_internal = fault.kind == Walk::Fault::Kind::internal;
  const bool is_excluded = fault.kind == Walk::Fault::Kind::excluded;
  if (!is_internal && !is_excluded) {
    for (const Leaf::Root& root : leaf.leaf->roots()) {
      if (root.import == fault.import && (root.mask & leaf.walk->supported) != 0) return "";
    }
  }
  std::string result;
  for (const Walk::Needed& needed : leaf.walk->packages) {
    const std::string& path = universe.import(needed.import).path.str();
    if (!result.empty() && result <= path) continue;
    for (const Package::Edge& edge : needed.package->edges) {
      if (edge.import != fault.import) continue;
      const ConfigMask mask = needed.mask & universe.mask(edge.when, leaf.leaf->tags());
      if ((is_excluded ? mask & fault.mask : mask) == 0) continue;
      if (is_excluded && needed.import == fault.import) continue;
      if (is_internal && universe.may_import(needed.import, fault.import)) continue;
      result = path;
    }
  }
  return result;
}

std::vector<VersionId> Explainer::raised(const LeafState& leaf, const Walk::Fault& fault) const {
  std::vector<Walk::ModuleIndex> all = fault.found_in;
  all.insert(all.end(), fault.looked_in.begin(), fault.looked_in.end());
  const std::string importer = this->importer(leaf, fault);
  if (const auto id = resolving_.universe.known_import(importer); !importer.empty() && id) {
    if (const Walk::Needed* const package = leaf.walk->find(*id)) all.push_back(package->module);
  }
  std::vector<VersionId> result;
  for (const Walk::ModuleIndex at : all) {
    const VersionId m = leaf.walk->modules[at].version;
    if (m == no_version || leaf.own->at(leaf.walk->modules[at].path) == m) continue;
    if (std::find(result.begin(), result.end(), m) == result.end()) result.push_back(m);
  }
  return result;
}

std::string Explainer::why_broken(const Look::Fault& fault,
                                  const std::vector<VersionId>& raised) const {
  const std::string what = fault.kind == Walk::Fault::Kind::cycle       ? "is in an import cycle"
                           : fault.kind == Walk::Fault::Kind::ambiguous ? "is ambiguous"
                           : fault.kind == Walk::Fault::Kind::excluded  ? "has no files"
                                                                        : "is missing";
  return fmt::format("package {} {} {}", resolving_.universe.import(fault.import).path.str(), what,
                     raised.empty() ? "at the set's versions"
                                    : "with " + resolving_.universe.module(raised.front()).str());
}

namespace {

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

// missing_name writes the first of the names as `package.Name`.
std::string Explainer::missing_name(const Misfit& misfit) const {
  const std::string_view path = resolving_.universe.import(misfit.used).path;
  return fmt::format("{}.{}", path.substr(path.rfind('/') + 1), misfit.names.front());
}

std::string Explainer::why_raiser(const LeafState& leaf, const std::vector<Misfit>& misfits) const {
  std::set<VersionId> modules;
  std::set<std::string> programs;
  for (const Misfit& misfit : misfits) {
    if (misfit.user_module == no_version) {
      programs.insert(misfit.leaf->leaf->program());
    } else {
      modules.insert(misfit.user_module);
    }
  }
  const ModuleVersion& m = resolving_.universe.module(misfits.front().used_module);
  std::string who = modules.empty() ? "" : counted(modules.size(), "module");
  if (!programs.empty()) {
    if (!who.empty()) who += " and ";
    who += counted(programs.size(), "program");
  }
  const VersionId own = leaf.own->at(resolving_.universe.path_of(misfits.front().used_module));
  const bool is_lower = own != no_version && own != misfits.front().used_module;
  return fmt::format("needs {} {}, {} {} cannot use{} ({} is gone)", m.path,
                     is_lower ? resolving_.universe.module(own).version : m.version,
                     is_lower ? "and" : "which", who, is_lower ? " " + m.version : "",
                     missing_name(misfits.front()));
}

std::string Explainer::why_unfit(const LeafState& leaf, const std::vector<Misfit>& misfits) const {
  const auto misfit = std::find_if(misfits.begin(), misfits.end(),
                                   [&](const Misfit& m) { return m.leaf == &leaf; });
  const ModuleVersion& m = resolving_.universe.module(misfit->used_module);
  const std::string who = misfit->user_module == no_version
                              ? "it"
                              : resolving_.universe.module(misfit->user_module).path;
  return fmt::format("{} cannot use {} {} ({} is gone)", who, m.path, m.version,
                     missing_name(*misfit));
}

Error Explainer::import_error(const LeafState& leaf, const Walk::Fault& fault) const {
  using Kind = Walk::Fault::Kind;
  const Universe& universe = resolving_.universe;
  const Configurations& configurations = universe.configurations();
  const std::string& path = universe.import(fault.import).path.str();
  std::vector<std::string> notes;
  if (const std::string who = importer(leaf, fault); !who.empty()) {
    notes.push_back("imported by " + who);
  }
  if (fault.mask != configurations.all()) {
    notes.push_back(fmt::format("on {}", fmt::join(configurations.terms(fault.mask), ", ")));
  }
  const auto error = [&](std::string_view what) {
    return Error(fmt::format("leaf {}: {} {}", leaf.leaf->name(), what, path), std::move(notes));
  };
  switch (fault.kind) {
    case Kind::cycle:
      notes.clear();
      for (const ImportId at : fault.cycle)
        notes.push_back("imports " + universe.import(at).path.str());
      return error("import cycle not allowed:");
    case Kind::excluded: {
      note_raised(notes, leaf, fault);
      const Walk::Needed* const package = leaf.walk->find(fault.import);
      return error(universe.constraint(package->package->when).is_never()
                       ? "no Go file to build in package"
                       : "build constraints exclude all Go files of package");
    }
    case Kind::ambiguous:
      for (const Walk::ModuleIndex at : fault.found_in) {
        notes.push_back("found in " + shown(leaf, at));
      }
      if (fault.found_in_std) notes.emplace_back("found in the standard library");
      note_raised(notes, leaf, fault);
      return error("ambiguous import of");
    case Kind::missing:
    case Kind::not_std:
    case Kind::internal:
    case Kind::malformed:
      break;
  }
  return not_found(leaf, fault, std::move(notes));
}

// not_found is said of an import path that no module has, or may not be imported: what is wrong
// with the path itself comes first.
Error Explainer::not_found(const LeafState& leaf, const Walk::Fault& fault,
                           std::vector<std::string> notes) const {
  const Universe& universe = resolving_.universe;
  const std::string& path = universe.import(fault.import).path.str();
  const auto error = [&](std::string_view what) {
    return Error(fmt::format("leaf {}: {}", leaf.leaf->name(), what), std::move(notes));
  };
  if (path.starts_with("./") || path.starts_with("../")) {
    return error(fmt::format("local import \"{}\" in non-local package", path));
  }
  const bool is_std = fault.kind == Walk::Fault::Kind::not_std;
  if (is_std && ("/" + path).find("/vendor/") != std::string::npos) {
    return error("use of vendored package not allowed: " + path);
  }
  if (fault.kind == Walk::Fault::Kind::internal || (is_std && is_internal(path))) {
    return error(fmt::format("use of internal package {} not allowed", path));
  }
  try {
    module::check_buildable_import_path(path);
  } catch (const Error& malformed) {
    return error(malformed.message());
  }
  if (is_std) {
    notes.push_back(
        fmt::format("Go 1.{} has no such package", universe.configurations().go_minor()));
    return error("not in the standard library: package " + path);
  }
  for (const Walk::ModuleIndex at : fault.looked_in) notes.push_back("not in " + shown(leaf, at));
  if (!note_raised(notes, leaf, fault)) {
    // What the leaf should have itself nobody else can add.
    const bool is_own = !fault.looked_in.empty() && leaf.walk->modules[fault.looked_in.front()].own;
    if (!is_own) notes.push_back("to add it, in the leaf: go get " + path);
  }
  return error("no required module provides package " + path);
}

// note_raised names the modules of a fault that stand at other versions than the leaf alone has,
// where that is what breaks it: for a pin, or for another leaf of its track.
bool Explainer::note_raised(std::vector<std::string>& notes, const LeafState& leaf,
                            const Walk::Fault& fault) const {
  std::string advice;
  for (const VersionId id : raised(leaf, fault)) {
    const ModuleVersion& m = resolving_.universe.module(id);
    const VersionId own = leaf.own->at(resolving_.universe.path_of(id));
    const bool is_pinned = resolving_.view_of(leaf).pin(resolving_.universe.path_of(id)) != nullptr;
    if (own == no_version || (!leaf.broken && !is_pinned)) continue;
    notes.push_back(fmt::format("the leaf alone has {} {}, not {}", m.path,
                                resolving_.universe.module(own).version, m.version));
    if (is_pinned) {
      advice = fmt::format("lower the pin of {}, or hold the leaf back in a track", m.path);
    } else if (advice.empty()) {
      advice = fmt::format("take it out of track {}: other leaves there raise that", leaf.track);
    }
  }
  if (advice.empty()) return false;
  notes.push_back(std::move(advice));
  return true;
}

}  // namespace goset::resolve
