#include "goset/app/audit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/audit/osv.hpp"
#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

namespace {

using audit::Exposure;
using audit::Inventory;

constexpr int old_days = 30;  // a database of that age is worth a warning

// Auditor makes the parts of an audit.
class Auditor {
 public:
  Auditor(const Lock& lock, const Manifest& manifest, Session& session)
      : set_(lock.set),
        decisions_(manifest.audit),
        configurations_(Configurations::of(lock)),
        today_(std::chrono::floor<std::chrono::days>(session.environment.now)) {}

  Audit run(const AuditOptions& options, const DatabasePlace& place, Session& session,
            const std::function<void(const std::string&)>& progress) {
    Inventory inventory = Inventory::of(set_, configurations_, options.leaves);
    Audit result{{},
                 options.go.value_or(decisions_.go),
                 {},
                 inventory.modules.size(),
                 {},
                 {},
                 configurations_,
                 session.environment.now};
    for (const auto& [name, leaf] : set_.leaves) {
      if (!options.leaves.empty() && !options.leaves.contains(name)) continue;
      result.leaves[name] = {leaf.module, leaf.version};
    }
    add_std(inventory, result);
    VulnerabilityDatabase database = open_database(place, inventory.paths(), session, progress);
    result.notes.insert(result.notes.end(), database.notes.begin(), database.notes.end());
    describe(database, result);
    for (audit::Finding& finding :
         find_exposures(inventory, database.index.of_modules(inventory.paths()), configurations_)) {
      result.items.push_back(item(std::move(finding), result.notes));
    }
    note_unknown(database.index, result.notes);
    return result;
  }

 private:
  // add_std adds the standard library, of which the lock does not say what programs need.
  void add_std(Inventory& inventory, Audit& result) const {
    if (result.go.empty()) {
      result.notes.emplace_back(
          "the standard library is not audited: state the Go release that builds the set, "
          "--go 1.N.P or `go` of [audit] in goset.toml");
      return;
    }
    const std::string version = audit::go_version(result.go);
    if (version.empty()) {
      throw Error(fmt::format("\"{}\" is not a Go release", result.go),
                  {"a Go release looks like 1.26.3"});
    }
    const std::string path(audit::stdlib);
    Inventory::Module module{{path, version}, path, {}, {}, false};
    for (const auto& [name, leaf] : result.leaves) module.programs[name] = configurations_.all();
    inventory.modules.push_back(std::move(module));
  }

  void describe(const VulnerabilityDatabase& database, Audit& result) const {
    result.database = {database.name, database.index.origin(), database.date, 0,
                       database.index.size()};
    if (!database.date) return;
    result.database.age = static_cast<int>((today_ - *database.date).count());
    if (result.database.age <= old_days) return;
    result.notes.push_back(
        fmt::format("the vulnerability database is {} days old", result.database.age));
  }

  Audit::Item item(audit::Finding finding, std::vector<std::string>& notes) {
    Audit::Item result;
    result.ignored = ignored(finding.vulnerability, notes);
    result.finding = std::move(finding);
    result.track = track_of(result.finding);
    const std::vector<std::string> built = result.finding.leaves(Exposure::built);
    if (built.empty() || result.finding.path == audit::stdlib) return result;
    result.leaf = built.front();
    result.line = lines().to(result.leaf, result.finding.path, directories(result.finding));
    return result;
  }

  // directories returns where the affected packages of the first program are in the module; none if
  // the entry names none.
  std::set<std::string> directories(const audit::Finding& finding) const {
    std::set<std::string> result;
    for (const std::string& path :
         finding.programs.at(finding.leaves(Exposure::built).front()).packages) {
      result.insert(package_facts::directory(path, finding.module.path));
    }
    return result;
  }

  audit::ImportLines& lines() {
    if (!lines_) lines_.emplace(set_, configurations_);
    return *lines_;
  }

  // track_of returns the track of goset.toml, or made for a program, that has the version.
  std::string track_of(const audit::Finding& finding) const {
    const SetModule* const shared = set_.module("", finding.path);
    if (shared && shared->source_module(finding.path) == finding.module) return "";
    for (const auto& [name, program] : finding.programs) {
      const std::string& track = set_.leaves.at(name).track;
      const auto found = set_.tracks.find(track);
      if (found != set_.tracks.end() && found->second.modules.contains(finding.path)) return track;
    }
    return "";
  }

  std::optional<Audit::Ignored> ignored(const audit::Vulnerability& entry,
                                        std::vector<std::string>& notes) {
    const auto found = decisions_.ignore.find(entry.id);
    if (found == decisions_.ignore.end()) return std::nullopt;
    const auto& [reason, until] = found->second;
    if (until.empty() || day_text(today_) <= until) return Audit::Ignored{reason, until};
    if (expired_.insert(entry.id).second) {
      notes.push_back(fmt::format("{} was ignored until {}", entry.id, until));
    }
    return std::nullopt;
  }

  void note_unknown(const audit::Index& index, std::vector<std::string>& notes) const {
    for (const auto& [id, decision] : decisions_.ignore) {
      if (!index.named(id).empty()) continue;
      notes.push_back(fmt::format("goset.toml ignores {}, which the database does not have", id));
    }
  }

  const GoSet& set_;
  const Manifest::Audit& decisions_;
  const Configurations configurations_;
  const std::chrono::sys_days today_;
  std::optional<audit::ImportLines> lines_;
  std::set<std::string> expired_;
};

}  // namespace

std::string day_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Audit audit_set(const Folder& folder, const AuditOptions& options, Session& session,
                const std::function<void(const std::string&)>& progress) {
  const Manifest manifest = read_manifest(folder);
  const Lock lock = need_lock(folder);
  for (const std::string& leaf : options.leaves) locked_leaf(folder, lock, leaf);
  const DatabasePlace place = options.database
                                  ? DatabasePlace{*options.database, "."}
                                  : DatabasePlace{manifest.audit.database, folder.directory()};
  return Auditor(lock, manifest, session).run(options, place, session, progress);
}

}  // namespace goset
