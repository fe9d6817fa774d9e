#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "goset/verify/note.hpp"

namespace goset {

// SumdbSettings is what GOSUMDB and GONOSUMDB say (`go help module-auth`).
struct SumdbSettings {
  std::optional<note::Verifier> verifier;  // absent: GOSUMDB=off
  std::string url;  // where GOSUMDB names a place; else a proxy or the database itself is asked
  std::string no_sumdb;  // modules that it is not asked about

  // parse throws Error for a malformed GOSUMDB.
  static SumdbSettings parse(std::string_view gosumdb, std::string no_sumdb);
  // skipped says why the database is not asked about a module ("GOSUMDB=off", "GONOSUMDB"); empty
  // where it is.
  std::string skipped(const std::string& module_path) const;
};

}  // namespace goset
