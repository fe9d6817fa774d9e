#include "goset/app/audit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/audit/osv.hpp"
#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"
#include "std_use.hpp"

namespace goset {

namespace {

using audit::Exposure;
using audit::Inventory;

constexpr int old_days = 30;  // a database of that age is worth a warning

// Auditor makes the parts of an audit.
class Auditor {
 public:
  Auditor(const Lock& lock, const Manifest& manifest, const Folder& folder, Session& session)
      : set_(lock.set),
        decisions_(manifest.audit),
        folder_(folder),
        session_(session),
        configurations_(Configurations::of(lock)),
        today_(std::chrono::floor<std::chrono::days>(session.environment.now)),
        result_{.configurations = configurations_, .time = session.environment.now} {}

  Audit run(const AuditOptions& options, const std::function<void(const std::string&)>& progress) {
    Inventory inventory = Inventory::of(set_, configurations_, options.leaves);
    result_.modules = std::count_if(inventory.modules.begin(), inventory.modules.end(),
                                    [](const auto& m) { return !m.module.version.empty(); });
    for (const auto& [name, leaf] : set_.leaves) {
      if (!options.leaves.empty() && !options.leaves.contains(name)) continue;
      result_.leaves[name] = {leaf.module, leaf.version};
    }
    result_.go = options.go.value_or(decisions_.go);
    add_std(inventory);
    const DatabasePlace place = options.database
                                    ? DatabasePlace{*options.database, "."}
                                    : DatabasePlace{decisions_.database, folder_.directory()};
    const VulnerabilityDatabase database =
        open_database(place, inventory.paths(), session_, progress);
    if (!options.name.empty()) result_.named = named(database, options.name);
    if (result_.go.empty() && (options.name.empty() || is_of_std(result_.named))) {
      note(
          "the standard library is not audited: state the Go release that builds the set, "
          "--go 1.N.P or `go` of [audit] in goset.toml");
    }
    describe(database);
    for (audit::Finding& finding : find_exposures(
             inventory,
             options.name.empty() ? database.index.of_modules(inventory.paths()) : result_.named,
             configurations_)) {
      result_.items.push_back(item(std::move(finding)));
    }
    if (options.name.empty()) note_unknown(database.index);
    return std::move(result_);
  }

 private:
  // add_std adds the standard library at the release that builds the set.
  void add_std(Inventory& inventory) {
    if (result_.go.empty()) return;
    const std::string version = audit::go_version(result_.go);
    if (version.empty()) {
      throw Error(fmt::format("\"{}\" is not a Go release", result_.go),
                  {"a Go release looks like 1.26.3"});
    }
    inventory.modules.push_back(
        std_use(inventory, set_, configurations_, session_.facts, folder_.directory(), version));
    const std::size_t unsure = inventory.modules.back().unsure.size();
    if (unsure == 0) return;
    note(
        fmt::format("what {} of the standard library is not known, so that all of it counts: "
                    "the cache has no facts of some modules",
                    unsure == 1 ? "1 program imports" : fmt::format("{} programs import", unsure)));
  }

  static std::vector<audit::Vulnerability> named(const VulnerabilityDatabase& database,
                                                 const std::string& name) {
    std::vector<audit::Vulnerability> result = database.index.named(name);
    if (result.empty()) throw Error(fmt::format("{}: not in {}", name, database.name));
    return result;
  }

  static bool is_of_std(const std::vector<audit::Vulnerability>& entries) {
    return std::any_of(entries.begin(), entries.end(), [](const audit::Vulnerability& entry) {
      return std::any_of(entry.affected.begin(), entry.affected.end(),
                         [](const auto& row) { return row.module == audit::stdlib; });
    });
  }

  void note(std::string text) { result_.notes.push_back(std::move(text)); }

  void describe(const VulnerabilityDatabase& database) {
    for (const std::string& text : database.notes) note(text);
    result_.database = {database.name, database.index.origin(), database.date, 0,
                        database.index.size()};
    if (!database.date) return;
    int& age = result_.database.age;
    age = static_cast<int>((today_ - *database.date).count());
    if (age > old_days) note(fmt::format("the vulnerability database is {} days old", age));
  }

  Audit::Item item(audit::Finding finding) {
    Audit::Item result;
    result.ignored = ignored(finding.vulnerability);
    result.finding = std::move(finding);
    std::vector<std::string> leaves;
    for (const auto& [leaf, program] : result.finding.programs) leaves.push_back(leaf);
    result.track = audit_track(set_, result.finding.module, result.finding.path, leaves);
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

  std::optional<Audit::Ignored> ignored(const audit::Vulnerability& entry) {
    const auto found = decisions_.ignore.find(entry.id);
    if (found == decisions_.ignore.end()) return std::nullopt;
    const auto& [reason, until] = found->second;
    if (until.empty() || day_text(today_) <= until) return Audit::Ignored{reason, until};
    if (expired_.insert(entry.id).second) {
      note(fmt::format("{} was ignored until {}", entry.id, until));
    }
    return std::nullopt;
  }

  void note_unknown(const audit::Index& index) {
    for (const auto& [id, decision] : decisions_.ignore) {
      if (!index.named(id).empty()) continue;
      note(fmt::format("goset.toml ignores {}, which the database does not have", id));
    }
  }

  const GoSet& set_;
  const Manifest::Audit& decisions_;
  const Folder& folder_;
  Session& session_;
  const Configurations configurations_;
  const std::chrono::sys_days today_;
  std::optional<audit::ImportLines> lines_;
  std::set<std::string> expired_;
  Audit result_;
};

}  // namespace

std::string day_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string audit_track(const GoSet& set, const ModuleVersion& module, const std::string& path,
                        const std::vector<std::string>& leaves) {
  const SetModule* const shared = set.module("", path);
  if (shared && shared->source_module(path) == module) return "";
  for (const std::string& leaf : leaves) {
    const std::string& track = set.leaves.at(leaf).track;
    const auto found = set.tracks.find(track);
    if (found != set.tracks.end() && found->second.modules.contains(path)) return track;
  }
  return "";
}

Audit audit_lock(const Lock& lock, const Manifest& manifest, const Folder& folder,
                 const AuditOptions& options, Session& session,
                 const std::function<void(const std::string&)>& progress) {
  return Auditor(lock, manifest, folder, session).run(options, progress);
}

Audit audit_set(const Folder& folder, const AuditOptions& options, Session& session,
                const std::function<void(const std::string&)>& progress) {
  const Manifest manifest = read_manifest(folder);
  const Lock lock = need_lock(folder);
  for (const std::string& leaf : options.leaves) locked_leaf(folder, lock, leaf);
  return audit_lock(lock, manifest, folder, options, session, progress);
}

}  // namespace goset
