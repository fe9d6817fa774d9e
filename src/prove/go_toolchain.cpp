#include "goset/prove/go_toolchain.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "goset/error.hpp"

namespace goset {

GoToolchain GoToolchain::find(ChildProcesses& processes) {
  const std::optional<std::filesystem::path> program = find_program("go");
  if (!program) {
    throw Error("there is no go command in PATH", {"install Go: its type checker is used"});
  }
  const ChildProcesses::Result answer =
      processes.run({*program,
                     {"env", "-json", "GOROOT", "GOVERSION", "GOHOSTOS", "GOHOSTARCH"},
                     {{"GOTOOLCHAIN", "local"}, {"GOWORK", "off"}},
                     {}});
  const nlohmann::json json = nlohmann::json::parse(answer.out, nullptr, false);
  const auto text = [&](const char* key) {
    const auto found = json.is_object() ? json.find(key) : json.end();
    if (found == json.end() || !found->is_string()) {
      Error error(fmt::format("{} env: no {} in its answer", program->string(), key));
      if (!answer.err.empty()) error.add_note(answer.err.substr(0, answer.err.find('\n')));
      throw error;
    }
    return found->get<std::string>();
  };
  std::string version = text("GOVERSION");
  version = version.substr(0, version.find(' '));  // experiments are named behind it
  if (version.starts_with("go")) version.erase(0, 2);
  return {*program, text("GOROOT"), version, {text("GOHOSTOS"), text("GOHOSTARCH")}};
}

}  // namespace goset
