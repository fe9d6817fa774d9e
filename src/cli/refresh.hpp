#pragma once

#include <optional>
#include <string>

#include "folder.hpp"
#include "goset/emit/lock.hpp"
#include "options.hpp"
#include "set_text.hpp"

namespace goset::cli {

// refresh makes lock and generated file follow a goset.toml of this text, and writes all that
// changed, goset.toml included (unless it is implied), at once. `added` is a leaf whose needs are
// to be told. With `compact` modules that are in more parts than they need are put together again.
int refresh(const Options& options, const Folder& folder, const SetText& set,
            const std::optional<std::string>& added, bool compact = false);

}  // namespace goset::cli
