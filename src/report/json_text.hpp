#pragma once

#include <nlohmann/json_fwd.hpp>

#include "goset/escape/json.hpp"

namespace goset {

// json_text prints a document, indented by one, with a newline at its end. Bytes of strings that are
// no UTF-8 become U+FFFD.
JsonText json_text(const nlohmann::ordered_json& document);

}  // namespace goset
