#include "goset/app/overview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "goset/app/why.hpp"
#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/set/license_of.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

namespace {

class Survey {
 public:
  explicit Survey(const Lock& lock)
      : lock_(lock), graph_(set_graph::of(lock.set, Configurations::of(lock))) {}

  Overview make() {
    result_.go = lock_.go;
    for (const Platform& platform : lock_.platforms) result_.platforms.push_back(platform.str());
    add_modules();
    add_imports();
    add_programs();
    result_.tracks = listing::tracks(lock_, graph_);
    if (lock_.is_without_licenses) {
      result_.notes.push_back(fmt::format(
          "licences are not known: {} is of an older format; run `goset lock` to find them",
          Lock::file_name));
    }
    return std::move(result_);
  }

 private:
  using Index = Overview::Index;

  void add_modules() {
    for (const listing::Module& listed : listing::modules(lock_, graph_)) {
      const SetModule& record = *listed.record;
      indices_.emplace(&record, result_.modules.size());
      Overview::Module module;
      module.module = {listed.path, record.version};
      module.source = record.replace;
      module.track = listed.track;
      module.programs.assign(listed.leaves.begin(), listed.leaves.end());
      module.unverified = record.unverified;
      module.license = license_of::expression(record.license);
      module.unknown_licenses = record.license.unknown;
      records_.push_back(&record);
      result_.modules.push_back(std::move(module));
    }
  }

  // index_of returns the module that an instance is a part of.
  Index index_of(const std::string& instance) const {
    const SetGraph::Instance& part = graph_.instances.at(instance);
    return indices_.at(lock_.set.module(part.track, part.path));
  }

  void add_imports() {
    for (const auto& [name, instance] : graph_.instances) {
      const Index importer = index_of(name);
      for (const auto& [dependency, mask] : instance.dependencies) {
        const Index imported = index_of(dependency);
        if (imported != importer) result_.modules[importer].imports.insert(imported);
      }
    }
  }

  void add_programs() {
    std::map<std::string, Overview::Program> programs;
    for (const auto& [name, leaf] : lock_.set.leaves) programs.emplace(name, program(name, leaf));
    for (const auto& [choice, leaf] : graph_.leaves) {
      Overview::Program& program = programs.at(tag_choice::leaf_of(choice));
      for (const auto& [instance, mask] : leaf.dependencies) {
        program.imports.insert(index_of(instance));
      }
      program.packages = std::max(program.packages, leaf.needed);
    }
    for (Index i = 0; i < result_.modules.size(); ++i) {
      for (const std::string& name : result_.modules[i].programs) {
        programs.at(name).modules.insert(i);
      }
    }
    for (auto& [name, program] : programs) {
      std::vector<const SetModule*> records;
      for (const Index i : program.modules) records.push_back(records_[i]);
      const SetLeaf& leaf = lock_.set.leaves.at(name);
      program.license = license_of::expression(leaf.license);
      program.all_licenses = license_of::program(leaf, records);
      result_.programs.push_back(std::move(program));
    }
  }

  Overview::Program program(const std::string& name, const SetLeaf& leaf) const {
    Overview::Program result;
    result.name = name;
    result.module = {leaf.module, leaf.version};
    result.from = leaf.path.empty() ? leaf.archive : leaf.path;
    result.has_own_versions = lock_.set.keeps_own(leaf.track);
    if (!result.has_own_versions) result.track = leaf.track;
    return result;
  }

  const Lock& lock_;
  const SetGraph graph_;
  std::vector<const SetModule*> records_;  // of `modules`
  std::unordered_map<const SetModule*, Index> indices_;
  Overview result_;
};

// add_reasons says of each module of the set and of tracks why it has its version.
void add_reasons(Overview& overview, const Folder& folder, Session& session,
                 const std::function<void(const std::string&)>& progress) {
  const auto explain = [&](const GoSet&, const resolve::Resolution& resolution) {
    for (Overview::Module& module : overview.modules) {
      const auto& [path, version] = module.module;
      const bool is_own = module.track.empty() && resolution.base().version(path) != version;
      if (!is_own) module.because = Why::reasons(resolution, module.track, module.module);
    }
  };
  with_locked_resolution(folder, session, progress, explain);
}

void add_audit(Overview& overview, const Lock& lock, const Folder& folder,
               const AuditOptions& options, Session& session,
               const std::function<void(const std::string&)>& progress) {
  overview.audit = audit_lock(lock, read_manifest(folder), folder, options, session, progress);
  std::map<std::pair<std::string, std::string>, std::set<std::string>> known;
  std::map<std::string, std::set<std::string>> built;
  for (const Audit::Item& item : overview.audit->items) {
    if (!item.is_built_in()) continue;
    const audit::Finding& finding = item.finding;
    known[{finding.path, finding.module.version}].insert(finding.vulnerability.id);
    for (const std::string& leaf : finding.leaves(audit::Exposure::built)) {
      built[leaf].insert(finding.vulnerability.id);
    }
  }
  for (Overview::Program& program : overview.programs) program.known = built[program.name];
  for (Overview::Module& module : overview.modules) {
    const ModuleVersion& source = module.source.path.empty() ? module.module : module.source;
    module.known = known[{module.module.path, source.version}];
  }
}

void add_newest(Overview& overview, const Lock& lock, Session& session) {
  const Outdated outdated = find_outdated(lock, session, [](std::size_t, std::size_t) {});
  if (outdated.is_all_unknown) throw *outdated.all.front().fault;
  std::map<std::string, std::string> newest;
  for (const Newest& one : outdated.all) {
    if (one.fault) {
      overview.notes.push_back(
          fmt::format("newer releases of {} are not known: {}", one.path, one.fault->message()));
    } else {
      newest.emplace(one.path, one.newest);
    }
  }
  for (Overview::Module& module : overview.modules) {
    const auto found = newest.find(module.module.path);
    if (found != newest.end() && found->second != module.module.version) {
      module.newest = found->second;
    }
  }
}

// or_note does something that may be impossible; then a note says what is missing, and why.
template <typename Do>
void or_note(Overview& overview, std::string_view what, const Do& act) {
  try {
    act();
  } catch (const SecurityError&) {
    throw;
  } catch (const Error& error) {
    overview.notes.push_back(fmt::format("{}: {}", what, error.message()));
  }
}

}  // namespace

Overview overview(const Folder& folder, const OverviewOptions& options, Session& session,
                  const std::function<void(const std::string&)>& progress) {
  const Lock lock = need_lock(folder);
  Overview result = Survey(lock).make();
  or_note(result, "reasons for versions are not known",
          [&] { add_reasons(result, folder, session, progress); });
  if (options.audit) {
    or_note(result, "vulnerabilities are not known",
            [&] { add_audit(result, lock, folder, options.audit_options, session, progress); });
  }
  if (options.outdated) {
    or_note(result, "newer releases are not known", [&] { add_newest(result, lock, session); });
  }
  return result;
}

}  // namespace goset
