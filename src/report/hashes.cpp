#include "goset/report/hashes.hpp"

#include <nlohmann/json.hpp>

namespace goset::hashes_output {

std::string text(const ModuleHashes& hashes) {
  return hashes.nar + "\n" + hashes.sum + "\n";
}

std::string json(const ModuleHashes& hashes) {
  const nlohmann::ordered_json json{{"path", hashes.module.path},
                                    {"version", hashes.module.version},
                                    {"hash", hashes.nar},
                                    {"sum", hashes.sum}};
  return json.dump(1) + "\n";
}

}  // namespace goset::hashes_output
