#pragma once

#include <string>

#include "goset/app/audit.hpp"
#include "options.hpp"
#include "output.hpp"

namespace goset::cli {

// clear_vulnerabilities writes floors that clear what an audit finds, and prints what they clear before what
// they change. `option` is how the user asked for it, for messages. Returns an exit code.
int clear_vulnerabilities(const Options& options, const AuditOptions& audit, const Output& output,
                          const std::string& option);

}  // namespace goset::cli
