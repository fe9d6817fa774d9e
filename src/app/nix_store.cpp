#include "goset/app/nix_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"

namespace goset {

namespace {

constexpr std::size_t most_paths = 1000;  // on one command line
constexpr std::size_t most_lines = 6;     // of a message

std::filesystem::path need_program() {
  if (std::optional<std::filesystem::path> program = find_program("nix-store")) return *program;
  throw Error("there is no nix-store in PATH",
              {"run it on the machine that builds, or put Nix's programs into PATH"});
}

}  // namespace

std::string store_name(const std::string& text) {
  constexpr std::size_t longest = 150;
  std::string name;
  for (const char c : text) {
    if (c == '#') {
      name += "-part";
    } else {
      name += c == '/' || c == '~' ? '-' : c;
    }
  }
  if (name.size() <= longest) return name;
  return name.substr(0, 130) + "-" + encoding::hex(sha256(text)).substr(0, 12);
}

std::string source_name(const ModuleVersion& m) {
  return store_name(fmt::format("go-{}-{}", m.path, m.version)) + "-source";
}

std::string fixed_output_path(std::string_view store_directory, const Sha256Digest& nar,
                              const std::string& name) {
  const Sha256Digest digest =
      sha256(fmt::format("source:sha256:{}:{}:{}", encoding::hex(nar), store_directory, name));
  std::array<std::uint8_t, 20> folded{};
  for (std::size_t i = 0; i < digest.size(); ++i) folded[i % folded.size()] ^= digest[i];
  return fmt::format("{}/{}-{}", store_directory, encoding::nix32(folded), name);
}

NixStore::NixStore(ChildProcesses& processes, std::string uri)
    : processes_(processes), program_(need_program()), uri_(std::move(uri)) {
  // Any path tells where the store is, and whether it is named as we think.
  const Sha256Digest digest = sha256("");
  const std::string name = "source";
  const std::vector<std::string> told =
      lines({"--print-fixed-path", "--recursive", "sha256", encoding::hex(digest), name});
  const std::string path = told.empty() ? "" : told.front();
  directory_ = path.substr(0, std::min(path.rfind('/'), path.size()));
  if (fixed_output_path(directory_, digest, name) != path) {
    throw Error(fmt::format("{} names its paths in another way: {}", program_.string(), path));
  }
}

std::vector<std::string> NixStore::lines(std::vector<std::string> arguments) const {
  ChildProcesses::Start start;
  start.program = program_;
  start.arguments = std::move(arguments);
  if (!uri_.empty()) start.arguments.insert(start.arguments.end(), {"--store", uri_});
  const ChildProcesses::Result result = processes_.run(start);
  std::vector<std::string> out;
  std::istringstream text(result.code == 0 ? result.out : result.err);
  for (std::string line; std::getline(text, line);) out.push_back(line);
  if (result.code == 0) return out;
  out.resize(std::min(out.size(), most_lines));
  throw Error(fmt::format("nix-store {} failed", start.arguments.front()), std::move(out));
}

std::set<std::string> NixStore::missing(const std::vector<std::string>& paths) const {
  std::set<std::string> result;
  for (std::size_t begin = 0; begin < paths.size(); begin += most_paths) {
    std::vector<std::string> arguments{"--check-validity", "--print-invalid"};
    const auto first = paths.begin() + static_cast<std::ptrdiff_t>(begin);
    const std::size_t count = std::min(most_paths, paths.size() - begin);
    arguments.insert(arguments.end(), first, first + static_cast<std::ptrdiff_t>(count));
    for (std::string& path : lines(std::move(arguments))) result.insert(std::move(path));
  }
  return result;
}

std::vector<std::string> NixStore::add(const std::vector<std::filesystem::path>& trees) const {
  std::vector<std::string> arguments{"--add-fixed", "--recursive", "sha256"};
  for (const std::filesystem::path& tree : trees) arguments.push_back(tree.string());
  return lines(std::move(arguments));
}

}  // namespace goset
