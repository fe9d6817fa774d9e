#include "goset/report/hashes.hpp"

#include <nlohmann/json.hpp>

#include "json_text.hpp"

namespace goset::hashes_output {

TerminalText text(const ModuleHashes& hashes) {
  return TerminalText::format("{}\n{}\n", hashes.nar, hashes.sum);
}

JsonText json(const ModuleHashes& hashes) {
  const nlohmann::ordered_json json{{"path", hashes.module.path},
                                    {"version", hashes.module.version},
                                    {"hash", hashes.nar},
                                    {"sum", hashes.sum}};
  return json_text(json);
}

}  // namespace goset::hashes_output
