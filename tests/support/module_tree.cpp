#include "support/module_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "goset/fetch/module_zip.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/hash/dirhash.hpp"
#include "support/text_file.hpp"
#include "support/txtar.hpp"
#include "support/zip_builder.hpp"

namespace fs = std::filesystem;

namespace {

using goset::ModuleVersion;

void write_text(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::app);
  out << text << std::flush;
  if (!out) throw std::runtime_error("cannot write " + file.string());
}

ModuleVersion module_of(const fs::path& archive) {
  const std::string name = archive.stem().string();
  const std::size_t cut = name.rfind("_v");
  if (cut == std::string::npos) throw std::runtime_error(name + ": no version in the name");
  ModuleVersion m{name.substr(0, cut), name.substr(cut + 1)};
  std::replace(m.path.begin(), m.path.end(), '_', '/');
  return m;
}

}  // namespace

ModuleTree::ModuleTree(const fs::path& archives) {
  std::map<ModuleVersion, Files> modules;
  for (const fs::directory_entry& entry : fs::directory_iterator(archives)) {
    if (entry.path().extension() != ".txt") continue;
    Files& files = modules[module_of(entry.path())];
    for (goset::Txtar::File& file : goset::txtar::parse(text_file::read(entry.path())).files) {
      files.emplace(std::move(file.name), std::move(file.data));
    }
  }
  add_all(std::move(modules));
}

void ModuleTree::add_files(const std::vector<goset::Txtar::File>& files) {
  std::map<ModuleVersion, Files> modules;
  for (const goset::Txtar::File& file : files) {
    const std::size_t at = file.name.find('@');
    const std::size_t slash = file.name.find('/', at);
    if (slash == std::string::npos) throw std::runtime_error(file.name + ": not of a module");
    const ModuleVersion m{file.name.substr(0, at), file.name.substr(at + 1, slash - at - 1)};
    modules[m].emplace(file.name.substr(slash + 1), file.data);
  }
  add_all(std::move(modules));
}

// add_all adds programs last: only then is everything known that their go.sum is made of.
void ModuleTree::add_all(std::map<ModuleVersion, Files> modules) {
  for (auto& [m, files] : modules) {
    if (!files.contains("go.sum")) add(m, files);
  }
  for (auto& [m, files] : modules) {
    if (!files.contains("go.sum")) continue;
    if (files["go.sum"] == "@GO_SUM@\n") files["go.sum"] = go_sum(files["go.mod"]);
    add(m, files);
  }
}

void ModuleTree::add(const ModuleVersion& m, Files files) {
  Module module;
  if (const auto served = files.extract(".mod")) {
    module.go_mod = served.mapped();
  } else if (const auto own = files.find("go.mod"); own != files.end()) {
    module.go_mod = own->second;
  } else {
    module.go_mod = fmt::format("module {}\n", m.path);
  }
  module.zip = module_zip_bytes(m.path, m.version, files);
  module.sum = goset::module_zip::read_facts(goset::ModuleZip(module.zip, m)).sum;
  modules_.insert_or_assign(m, std::move(module));
}

void ModuleTree::write(const fs::path& directory) const {
  for (const auto& [m, module] : modules_) {
    const fs::path at = directory / goset::module::escape_path(m.path) / "@v";
    const std::string version = goset::module::escape_version(m.version);
    write_text(at / "list", goset::module::is_pseudo_version(m.version) ? "" : m.version + "\n");
    write_text(at / (version + ".info"), fmt::format("{{\"Version\":\"{}\"}}\n", m.version));
    write_text(at / (version + ".mod"), module.go_mod);
    write_text(at / (version + ".zip"), module.zip);
    if (goset::module::is_pseudo_version(m.version)) {
      fs::remove(at.parent_path() / "@latest");  // of several the last counts
      write_text(at.parent_path() / "@latest", fmt::format("{{\"Version\":\"{}\"}}\n", m.version));
    }
  }
}

std::string ModuleTree::go_sum(const std::string& go_mod) const {
  std::set<ModuleVersion> seen;
  std::vector<std::string> texts{go_mod};
  while (!texts.empty()) {
    const goset::ModFile file = goset::mod_file::parse_lax("go.mod", texts.back());
    texts.pop_back();
    for (const goset::ModFile::Require& require : file.require) {
      const auto found = modules_.find(require.mod);
      if (found == modules_.end() || !seen.insert(require.mod).second) continue;
      texts.push_back(found->second.go_mod);
    }
  }
  std::string sums;
  for (const ModuleVersion& m : seen) sums += record(m);
  return sums;
}

std::map<ModuleVersion, std::string> ModuleTree::records() const {
  std::map<ModuleVersion, std::string> result;
  for (const auto& [m, module] : modules_) result[m] = record(m);
  return result;
}

std::string ModuleTree::record(const ModuleVersion& m) const {
  const Module& module = modules_.at(m);
  return fmt::format("{0} {1} {2}\n{0} {1}/go.mod {3}\n", m.path, m.version, module.sum,
                     goset::dirhash::h1_mod(module.go_mod));
}
