#pragma once

#include <string>

#include "goset/error.hpp"
#include "goset/fetch/version_query.hpp"

namespace goset {

// UnknownModuleError says that no source knows any version of a module: its path may be that of a
// package in a module whose path is shorter.
class UnknownModuleError : public NotFoundError {
 public:
  using NotFoundError::NotFoundError;
};

// find_version resolves a query that a person typed: as VersionQuery::resolve does, but a version may
// lack its "v" (1.4.4), and one that is whole has to exist. Without network such a version is taken
// for granted. Throws UnknownModuleError; NotFoundError, with the nearest versions that exist, for an
// unknown version; else as resolve.
std::string find_version(VersionQuery& module, const std::string& query,
                         const std::string& current = {});

}  // namespace goset
