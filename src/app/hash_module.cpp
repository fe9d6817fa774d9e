#include "goset/app/hash_module.hpp"

#include <optional>
#include <vector>

#include "goset/fetch/module_source.hpp"
#include "goset/hash/encoding.hpp"

namespace goset {

ModuleHashes hash_module(const ModuleVersion& m, Session& session) {
  ModuleSource source(
      session.proxy, session.cache,
      [](const ModuleVersion&, bool) { return std::vector<ModuleSource::Claim>{}; }, 1);
  source.want_zip(m);
  const std::optional<ModuleSource::Arrival> arrival = source.next();
  if (arrival->fault) std::rethrow_exception(arrival->fault);
  return {m, encoding::sri(arrival->facts->nar), arrival->sum};
}

}  // namespace goset
