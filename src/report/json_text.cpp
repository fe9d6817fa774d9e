#include "json_text.hpp"

#include <nlohmann/json.hpp>

namespace goset {

JsonText json_text(const nlohmann::ordered_json& document) {
  constexpr auto on_fault = nlohmann::ordered_json::error_handler_t::replace;
  return json_document(document.dump(1, ' ', false, on_fault)).add("\n");
}

}  // namespace goset
