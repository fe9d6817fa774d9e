#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/audit.hpp"

namespace goset {

// Who says which programs of a set are built from a module, or from what a vulnerability is about.
struct Who {
  struct Version {
    ModuleVersion module;  // its source
    std::string path;      // by which programs import it
    std::string track;     // whose version that is; empty: the set's, or a program's own
    std::vector<std::string> leaves;
    std::optional<audit::Exposure> exposure;  // if a vulnerability was asked for
    std::string fixed;                        // likewise, if there is one
  };

  std::string subject;
  std::vector<audit::Vulnerability> vulnerabilities;  // that have this name
  std::size_t programs = 0;                           // of the set
  std::vector<Version> versions;                      // by module, the newest first
  std::vector<std::string> notes;

  // leaves returns the programs of all versions, or of those with an exposure.
  std::set<std::string> leaves(std::optional<audit::Exposure> exposure = {}) const;
};

// who answers for MODULE, MODULE@VERSION, MODULE@RANGE (">=v1.2.0,<v1.5.0"), or the name of a
// vulnerability (GO, CVE, GHSA). Only the latter needs a database. Throws Error for a range or a
// name that is none, and as audit_set.
Who who(const Folder& folder, const std::string& subject, const AuditOptions& options,
        Session& session, const std::function<void(const std::string&)>& progress);

}  // namespace goset
