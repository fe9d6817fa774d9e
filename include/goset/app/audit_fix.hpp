#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/audit.hpp"
#include "goset/app/relock.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

// AuditFix is what floors in goset.toml do for an audit, before anything is written.
struct AuditFix {
  struct Floor {
    std::string path;
    std::string version;
    std::vector<std::string> ids;  // of what it is for, sorted
  };
  // Left is a finding that stays, and why.
  struct Left {
    Audit::Item item;
    std::string reason;
  };

  SetFiles files;                    // goset.toml with the floors
  std::optional<Relocked> relocked;  // of these files; none if there are no floors
  std::vector<Floor> floors;         // new or raised, by path
  std::vector<Audit::Item> cleared;  // in some program
  std::vector<Left> left;            // of what is built into programs, and is not ignored
  std::vector<std::string> notes;    // of the audit
};

// fix_audit looks for floors that clear the vulnerabilities that are built into programs, and resolves
// the set with them. Decisions of goset.toml go before: exact pins, tracks, the `go` ceiling, what is
// replaced. Throws as audit_set and relock do, and for a lock that is not up to date.
AuditFix fix_audit(const Folder& folder, const AuditOptions& options, Session& session,
                   const std::function<void(const std::string&)>& progress);

}  // namespace goset
