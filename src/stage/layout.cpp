#include "layout.hpp"

#include "cacheprog/base64.hpp"
#include "cacheprog/file.hpp"
#include "cacheprog/sha256.hpp"

namespace goset::build {
namespace {

std::string base64_of(const Digest& digest) {
  std::string text;
  base64::append(text, digest);
  return text;
}

// join_sources copies directories into one. It is a copy since the go command embeds no links. Nor
// does it index a module in which a link leads to a directory, and that is what one is left in it
// for: an index says what is in a whole module, and other builds have other parts of it.
void join_sources(const std::set<std::string>& sources, const std::filesystem::path& to) {
  std::filesystem::create_directories(to);
  for (const std::string& source : sources) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source)) {
      const std::filesystem::path copy = to / entry.path().lexically_relative(source);
      if (entry.is_directory()) {
        std::filesystem::create_directory(copy);  // one that may be written to
      } else {
        std::filesystem::copy_file(entry.path(), copy,
                                   std::filesystem::copy_options::skip_existing);
      }
    }
  }
  std::filesystem::create_directory_symlink(*sources.begin(), to / ".part");
}

// provider is the module that the go command looks for: the replacement, where there is one.
std::string provider(const std::string& name, const Module& module) {
  return module.replace.empty() ? name + "@" + module.version : module.replace;
}

std::string version_of(const std::string& provider) {
  return provider.substr(provider.find('@') + 1);
}

std::string go_mod_of(const std::string& name, const Module& module) {
  std::string text = "module " + (module.declared.empty() ? name : module.declared) + "\n";
  if (!module.go.empty()) text += "\ngo " + module.go + "\n";
  return text;
}

}  // namespace

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      escaped += '!';
      escaped += static_cast<char>(c - 'A' + 'a');
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string mod_hash(std::string_view go_mod) {
  return "h1:" + base64_of(sha256(to_hex(sha256(go_mod)) + "  go.mod\n"));
}

std::string sri_sha256(std::string_view text) {
  return "sha256-" + base64_of(sha256(text));
}

void write_download(const std::filesystem::path& directory, const std::string& name,
                    const Module& module) {
  const std::string version = escape(version_of(provider(name, module)));
  std::filesystem::create_directories(directory);
  write_file_atomically(directory / (version + ".mod"), go_mod_of(name, module));
  write_file_atomically(directory / (version + ".ziphash"), module.sum);
}

void ModuleCache::add(const std::string& name, const Module& module) {
  const std::string provider = build::provider(name, module);
  const std::string version = version_of(provider);
  const std::string path = provider.substr(0, provider.find('@'));
  const std::filesystem::path place = root_ / (escape(path) + "@" + escape(version));
  if (std::filesystem::exists(std::filesystem::symlink_status(place))) return;
  std::filesystem::create_directories(place.parent_path());
  if (module.whole_source.empty() && module.sources.size() > 1) {
    join_sources(module.sources, place);
  } else {
    std::filesystem::create_directory_symlink(
        module.whole_source.empty() ? *module.sources.begin() : module.whole_source, place);
  }
  add_download(root_ / "cache/download" / escape(path) / "@v", name, module);
  sums_.insert(path + " " + version + " " + module.sum + "\n");
  sums_.insert(path + " " + version + "/go.mod " + mod_hash(go_mod_of(name, module)) + "\n");
}

void ModuleCache::add_download(const std::filesystem::path& place, const std::string& name,
                               const Module& module) {
  if (!info_ && !module.outputs.empty()) {
    const std::filesystem::path made = std::filesystem::path(*module.outputs.begin()) / "download";
    if (std::filesystem::exists(made)) {
      std::filesystem::create_directories(place.parent_path());
      std::filesystem::create_directory_symlink(made, place);
      return;
    }
  }
  write_download(place, name, module);
  if (!info_) return;
  const std::string version = version_of(provider(name, module));
  write_file_atomically(place / (escape(version) + ".info"), "{\"Version\":\"" + version + "\"}");
}

std::string ModuleCache::go_sum() const {
  std::string text;
  for (const std::string& line : sums_) text += line;
  return text;
}

}  // namespace goset::build
