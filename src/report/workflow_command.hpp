#pragma once

#include <string>

namespace goset {

// workflow_command writes a line that a forge shows beside a pull request: `kind` is "error",
// "warning" or "notice", `file` where to show it, or empty. The message may have several lines.
std::string workflow_command(const std::string& kind, const std::string& file,
                             const std::string& title, const std::string& message);

}  // namespace goset
