#include "goset/app/doctor.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "doctor_network.hpp"
#include "goset/fetch/network_settings.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/os/whole_file.hpp"
#include "goset/prove/go_toolchain.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

namespace {

namespace fs = std::filesystem;
using Item = Checkup::Item;
using State = Checkup::State;

// Known is what the set here demands of the machine, if there is one.
struct Known {
  std::optional<Manifest> manifest;
  std::optional<Lock> lock;
};

Item check_set(const Folder& folder, Known& known) try {
  const std::string name = "set";
  Folder::to_read(folder.directory());
  if (!folder.read(Folder::manifest_name) && !folder.read(Folder::lock_name)) {
    return {name, State::ok, "there is none here; `goset init` starts one", ""};
  }
  known.manifest = read_manifest(folder);
  known.lock = read_lock(folder);
  const std::string programs = fmt::format("{} program{}", known.manifest->leaves.size(),
                                           known.manifest->leaves.size() == 1 ? "" : "s");
  const std::string manifest = folder.shown(Folder::manifest_name);
  if (!known.lock) {
    return {name, State::warning,
            fmt::format("{} has {}, and there is no lock", manifest, programs), "run: goset lock"};
  }
  return {
      name, State::ok,
      fmt::format("{} has {}, the lock {} module{}", manifest, programs,
                  known.lock->set.modules.size(), known.lock->set.modules.size() == 1 ? "" : "s"),
      ""};
} catch (const Error& error) {
  std::string remedy = error.notes().empty() ? "" : error.notes().back();
  return {"set", State::problem, error.message(),
          remedy.empty() ? "edit that file; docs/goset-toml.md describes it" : remedy};
}

// --- the machine --------------------------------------------------------------------------------

// is_writable reports whether a directory can be written, or else made.
bool is_writable(fs::path directory) {
  std::error_code unused;
  while (!fs::exists(directory, unused) && directory.has_relative_path()) {
    directory = directory.parent_path();
  }
  return fs::is_directory(directory, unused) && access(directory.c_str(), W_OK | X_OK) == 0;
}

std::uint64_t bytes_below(const fs::path& directory) {
  std::uint64_t result = 0;
  std::error_code fault;
  fs::recursive_directory_iterator entry(directory, fs::directory_options::skip_permission_denied,
                                         fault);
  for (; !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
    std::error_code no_file;
    if (!entry->is_regular_file(no_file)) continue;
    const std::uintmax_t size = entry->file_size(no_file);
    if (!no_file) result += size;
  }
  return result;
}

Item check_cache(const fs::path& cache) {
  const std::string shown = cache.string();
  if (!is_writable(cache)) {
    return {"cache", State::warning,
            fmt::format("{} can't be written: everything is downloaded again in each run", shown),
            "make it writable, or set GOSET_CACHE to another directory"};
  }
  std::error_code fault;
  if (!fs::is_directory(cache, fault)) {
    return {"cache", State::ok, fmt::format("{}, not made yet", shown), ""};
  }
  const double megabytes = static_cast<double>(bytes_below(cache)) / 1e6;
  return {"cache", State::ok, fmt::format("{}, {:.1f} MB", shown, megabytes), ""};
}

Item check_certificates() {
  const NetworkSettings settings = NetworkSettings::of_environment();
  const std::string name = "certificates";
  const std::string remedy = "install CA certificates, or set SSL_CERT_FILE to a file of them";
  if (settings.certificates.empty()) {
    if (!settings.certificates_directory.empty()) {
      return {name, State::ok, settings.certificates_directory, ""};
    }
    return {name, State::problem, "none are where systems have them: https can't be used", remedy};
  }
  const std::optional<std::string> text = read_cached(settings.certificates);
  if (!text) {
    return {name, State::problem, fmt::format("{} can't be read", settings.certificates), remedy};
  }
  constexpr std::string_view begin = "-----BEGIN ";
  if (text->find(begin) == std::string::npos) {
    return {name, State::problem, fmt::format("{} has none", settings.certificates), remedy};
  }
  return {name, State::ok, settings.certificates, ""};
}

// --- Nix and Go ---------------------------------------------------------------------------------

// last_word returns that of the first line: a program's version.
std::string last_word(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  return std::string(line.substr(line.rfind(' ') + 1));
}

Item check_nix(ChildProcesses& processes) {
  const std::optional<fs::path> program = find_program("nix-build");
  if (!program) {
    return {"nix", State::warning, "there is no nix-build in PATH: sets are made here, not built",
            "install Nix, see https://nixos.org/download"};
  }
  const ChildProcesses::Result answer = processes.run({*program, {"--version"}, {}, {}});
  if (answer.code != 0) {
    return {"nix", State::problem,
            fmt::format("{} --version failed: {}", program->string(),
                        answer.err.substr(0, answer.err.find('\n'))),
            "install Nix again, see https://nixos.org/download"};
  }
  return {"nix", State::ok, fmt::format("nix {}", last_word(answer.out)), ""};
}

// misfit returns what is wrong with a Go release that builds the set, as the Nix library has it;
// empty if nothing is.
std::string misfit(const std::string& version, const Lock& lock) {
  if (toolchain_version::language(version) != lock.toolchain) {
    return fmt::format("the set was resolved for Go {}", lock.toolchain);
  }
  const GoFloor floor = GoFloor::of(lock.set);
  if (floor.go.empty() || toolchain_version::compare(version, floor.go) >= 0) return "";
  return fmt::format("{} needs go {}", floor.who, floor.go);
}

std::string unquoted(const std::string& text) {
  const std::size_t first = text.find('"');
  const std::size_t last = text.rfind('"');
  return first == last ? "" : text.substr(first + 1, last - first - 1);
}

// check_nixpkgs is about the Go that builds the set unless Nix code passes another one.
std::optional<Item> check_nixpkgs(ChildProcesses& processes, const Known& known) {
  const std::optional<fs::path> program = find_program("nix-instantiate");
  if (!program) return std::nullopt;
  const ChildProcesses::Result answer =
      processes.run({*program, {"--eval", "--expr", "(import <nixpkgs> { }).go.version"}, {}, {}});
  if (answer.code != 0) {
    return Item{"nixpkgs", State::ok, "NIX_PATH has none; a flake, or a pin, brings its own", ""};
  }
  const std::string version = unquoted(answer.out);
  const std::string fault = known.lock ? misfit(version, *known.lock) : "";
  if (fault.empty()) return Item{"nixpkgs", State::ok, fmt::format("go {}", version), ""};
  return Item{"nixpkgs", State::warning, fmt::format("go {}, but {}", version, fault),
              "pass the Go to build with to mkGoSet, or change `go` in goset.toml"};
}

Item check_go(ChildProcesses& processes, const Known& known) try {
  if (!find_program("go")) {
    return {"go", State::ok, "there is no go in PATH: only `goset prove` needs it", ""};
  }
  const std::string version = GoToolchain::find(processes).version;
  if (!known.manifest) return {"go", State::ok, fmt::format("go {}", version), ""};
  const std::string& ceiling = known.manifest->go;
  const std::string fault = known.lock ? misfit(version, *known.lock) : "";
  if (!fault.empty()) {
    return {"go", State::warning, fmt::format("go {}, but {}", version, fault),
            "install that release: `goset prove` needs it"};
  }
  if (toolchain_version::compare(toolchain_version::language(version),
                                 toolchain_version::language(ceiling)) < 0) {
    return {"go", State::warning,
            fmt::format("go {} is below the ceiling of the set, {}", version, ceiling),
            fmt::format("install Go {}, or lower `go` in goset.toml", ceiling)};
  }
  return {"go", State::ok, fmt::format("go {}, the ceiling of the set is {}", version, ceiling),
          ""};
} catch (const Error& error) {
  return {"go", State::problem, error.message(), "install Go again"};
}

}  // namespace

bool Checkup::has_problem() const {
  return std::any_of(items.begin(), items.end(),
                     [](const Item& item) { return item.state == State::problem; });
}

Checkup check_machine(const Folder& folder, const NetworkOptions& options,
                      ChildProcesses& processes) {
  Checkup checkup;
  Known known;
  checkup.items.push_back(check_set(folder, known));
  try {
    const Environment environment = Environment::read();
    for (Item& item : check_network(environment, options.offline)) {
      checkup.items.push_back(std::move(item));
    }
    checkup.items.push_back(check_cache(environment.cache));
  } catch (const Error& error) {
    checkup.items.push_back({"settings", State::problem, error.message(),
                             error.notes().empty() ? "" : error.notes().back()});
  }
  checkup.items.push_back(check_certificates());
  checkup.items.push_back(check_nix(processes));
  if (std::optional<Item> item = check_nixpkgs(processes, known)) {
    checkup.items.push_back(std::move(*item));
  }
  checkup.items.push_back(check_go(processes, known));
  return checkup;
}

}  // namespace goset
