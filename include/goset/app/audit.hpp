#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/app/vulnerability_database.hpp"
#include "goset/audit/exposure.hpp"
#include "goset/audit/import_lines.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

// Audit is what is known of vulnerabilities in the programs of a set.
struct Audit {
  // Ignored is a decision in goset.toml about an entry.
  struct Ignored {
    std::string reason;
    std::string until;  // a day, YYYY-MM-DD, or empty
  };
  struct Item {
    audit::Finding finding;
    std::string track;  // whose version of the module that is; empty: the set's, or a program's own
    // How one of the programs that build an affected package comes to it; empty if there is none.
    std::string leaf;
    std::vector<audit::ImportLines::Step> line;
    std::optional<Ignored> ignored;

    // is_built_in reports whether it is built into a program, and no decision says to ignore it.
    bool is_built_in() const { return finding.exposure == audit::Exposure::built && !ignored; }
  };
  struct Database {
    std::string name;
    audit::Index::Origin origin;
    std::optional<std::chrono::sys_days> date;
    int age = 0;  // in days, if there is a date
    std::size_t entries = 0;
  };

  Database database = {};
  std::string go =
      {};  // the release that builds the set, "1.26.8"; empty: not known, and not audited
  std::map<std::string, ModuleVersion> leaves = {};  // that were audited; on disk without a version
  std::size_t modules = 0;
  std::vector<Item> items = {};
  std::vector<audit::Vulnerability> named = {};  // those that AuditOptions::name asks for
  std::vector<std::string> notes = {};
  Configurations configurations;
  std::chrono::sys_seconds time = {};  // of the audit
};

// day_text prints a day as YYYY-MM-DD.
std::string day_text(std::chrono::sys_days day);

// AuditOptions are those of one audit.
struct AuditOptions {
  std::set<std::string> leaves;         // only these; empty: all
  std::optional<std::string> database;  // else as [audit] in goset.toml says
  std::optional<std::string> go;        // likewise
  std::string name;                     // only entries with this id or alias; empty: all
};

// audit_set audits what goset.lock says that programs are built from. Throws Error for a leaf that is
// none, and as open_database.
Audit audit_set(const Folder& folder, const AuditOptions& options, Session& session,
                const std::function<void(const std::string&)>& progress);

// audit_lock does so for a lock and a manifest that need not be written.
Audit audit_lock(const Lock& lock, const Manifest& manifest, const Folder& folder,
                 const AuditOptions& options, Session& session,
                 const std::function<void(const std::string&)>& progress);

// audit_track returns the track that gives programs this version of a module, if it is not the set's;
// empty if none does.
std::string audit_track(const GoSet& set, const ModuleVersion& module, const std::string& path,
                        const std::vector<std::string>& leaves);

}  // namespace goset
