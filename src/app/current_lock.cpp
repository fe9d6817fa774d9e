#include "goset/app/current_lock.hpp"

#include <fmt/format.h>

#include "goset/app/drift.hpp"
#include "goset/error.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/lock_file.hpp"

namespace goset {

Lock current_lock(const Folder& folder, const Manifest& manifest) {
  KnownLock known = KnownLock::read(folder);
  if (!known.before || known.has_conflict) return need_lock(folder);  // says what is wrong
  const std::vector<Finding> drift = find_drift(folder, manifest, known);
  if (drift.empty()) return *std::move(known.before);
  throw Error(fmt::format("{} is not up to date", folder.shown(Folder::lock_name)),
              {drift.front().text, "run `goset lock` first"});
}

}  // namespace goset
