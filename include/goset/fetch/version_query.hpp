#pragma once

#include <string>

#include "goset/fetch/goproxy.hpp"

namespace goset::version_query {

// latest returns the version that the go command calls "latest": the highest release that the
// proxy lists, else the highest pre-release, else what it answers to @latest. Versions with
// +incompatible count only if there is no other. Throws NotFoundError for an unknown module.
std::string latest(Goproxy& proxy, const std::string& module_path);

}  // namespace goset::version_query
