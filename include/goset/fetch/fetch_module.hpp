#pragma once

#include <filesystem>

#include "goset/fetch/module_source.hpp"

namespace goset {

// fetch_module puts the source tree of one module version into `directory`, which must not exist or
// be empty: exactly the tree whose NAR hash a lock states. A zip of a cache that is damaged is
// downloaded again. Throws Error; then nothing is left in the directory.
void fetch_module(Goproxy& proxy, ModuleCache& cache, const ModuleVersion& m,
                  const std::filesystem::path& directory);

}  // namespace goset
