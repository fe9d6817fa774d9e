#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/app/audit.hpp"
#include "goset/app/list.hpp"
#include "goset/app/outdated.hpp"
#include "goset/app/session.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// Overview is all that a report shows of a set.
struct Overview {
  using Index = std::size_t;  // of a module in `modules`

  struct Program {
    std::string name;
    ModuleVersion module;  // without a version if it is not from a module proxy
    std::string from;      // then: its directory or archive
    std::string track;     // empty: the set's versions
    bool has_own_versions = false;
    std::set<Index> imports;      // modules that its own packages import
    std::set<Index> modules;      // all that it is built from
    std::size_t packages = 0;     // of these that it needs
    std::set<std::string> known;  // vulnerabilities that are built in, by id
    std::string license;          // SPDX expression of its own source; empty: none is known
    std::string all_licenses;     // of all that is built into it and known
  };
  struct Module {
    ModuleVersion module;
    ModuleVersion source;  // what replaces it; without a path if nothing does
    std::string track;     // whose version it is; empty: the set's, or a program's own
    std::vector<std::string> programs;
    std::set<Index> imports;           // modules that its needed packages import
    std::string unverified;            // why nothing vouches for its zip, or empty
    std::vector<std::string> because;  // why it has this version, if that is known
    std::string newest;                // a newer release, if it was looked up and there is one
    std::set<std::string> known;       // vulnerabilities that some program builds in, by id
    std::string license;               // SPDX expression; empty: none is known
    std::set<std::string> unknown_licenses;  // files with a licence that is not recognised
  };

  std::string go;  // the ceiling of goset.toml
  std::vector<std::string> platforms;
  std::vector<Program> programs;  // by name
  std::vector<Module> modules;    // by path
  std::vector<listing::Track> tracks;
  std::optional<Audit> audit;
  std::vector<std::string> notes;  // what could not be found out, and why
};

struct OverviewOptions {
  bool audit = true;
  bool outdated = false;  // look up newer releases
  AuditOptions audit_options = {};
};

// overview reads goset.lock; versions are explained from the go.mod files, and vulnerabilities from the
// database, both mostly out of the cache. What can't be found out there becomes a note. Throws Error
// if there is no lock, and SecurityError.
Overview overview(const Folder& folder, const OverviewOptions& options, Session& session,
                  const std::function<void(const std::string&)>& progress);

}  // namespace goset
