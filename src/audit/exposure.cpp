#include "goset/audit/exposure.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace goset::audit {

namespace {

using Row = Vulnerability::Affected;

bool has(const std::vector<std::string>& words, const std::string& word) {
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

// platforms_of returns where a package of an entry counts.
ConfigMask platforms_of(const Vulnerability::Package& package,
                        const Configurations& configurations) {
  if (package.os.empty() && package.arch.empty()) return configurations.all();
  ConfigMask result = 0;
  for (const Platform& platform : configurations.platforms()) {
    if (!has(package.os, platform.os) || !has(package.arch, platform.arch)) continue;
    result |= configurations.bit(platform, false) | configurations.bit(platform, true);
  }
  return result;
}

// Comparison is of one entry with one module of the inventory.
class Comparison {
 public:
  Comparison(const Inventory::Module& module, const Vulnerability& vulnerability,
             const Configurations& configurations)
      : module_(module), configurations_(configurations) {
    finding_.vulnerability = vulnerability;
    finding_.module = module.module;
    finding_.path = module.path;
    finding_.fixed = vulnerability.fixed_version(module.module.path, module.module.version);
  }

  // run returns nothing where the version is not affected.
  std::optional<Finding> run() {
    bool is_affected = false;
    for (const Row& row : finding_.vulnerability.affected) {
      if (row.module != module_.module.path || !row.has_version(module_.module.version)) continue;
      is_affected = true;
      add(row);
    }
    if (!is_affected || module_.programs.empty()) return std::nullopt;
    finding_.exposure = Exposure::module_only;
    for (const auto& [leaf, mask] : module_.programs) {
      finding_.exposure = std::min(finding_.exposure, finding_.programs[leaf].exposure);
    }
    return std::move(finding_);
  }

 private:
  void add(const Row& row) {
    if (row.packages.empty()) {
      const bool is_sure = finding_.vulnerability.is_reviewed && !finding_.fixed.empty();
      for (const auto& [leaf, mask] : module_.programs) {
        note(leaf, is_sure ? Exposure::built : Exposure::module_only, mask);
      }
      return;
    }
    for (const Vulnerability::Package& package : row.packages) {
      const ConfigMask platforms = platforms_of(package, configurations_);
      for (const auto& [leaf, mask] : users_of(package.path)) {
        if ((mask & platforms) == 0) continue;
        note(leaf, Exposure::built, mask & platforms).packages.insert(package.path);
      }
    }
  }

  Inventory::Programs users_of(const std::string& package) const {
    Inventory::Programs result = module_.unsure;
    const auto found = module_.packages.find(package);
    if (found == module_.packages.end()) return result;
    for (const auto& [leaf, mask] : found->second) result[leaf] |= mask;
    return result;
  }

  // note takes what a further row says; what is built stays so.
  Finding::Program& note(const std::string& leaf, Exposure exposure, ConfigMask mask) {
    Finding::Program& program = finding_.programs[leaf];
    if (program.exposure != Exposure::built) program.exposure = exposure;
    program.mask |= mask;
    return program;
  }

  const Inventory::Module& module_;
  const Configurations& configurations_;
  Finding finding_;
};

}  // namespace

std::vector<std::string> Finding::leaves(Exposure asked) const {
  std::vector<std::string> result;
  for (const auto& [leaf, program] : programs) {
    if (program.exposure == asked) result.push_back(leaf);
  }
  return result;
}

std::vector<Finding> find_exposures(const Inventory& inventory,
                                    const std::vector<Vulnerability>& vulnerabilities,
                                    const Configurations& configurations) {
  std::unordered_map<std::string_view, std::vector<const Vulnerability*>> by_module;
  for (const Vulnerability& vulnerability : vulnerabilities) {
    if (!vulnerability.withdrawn.empty()) continue;
    for (const Row& row : vulnerability.affected) {
      std::vector<const Vulnerability*>& known = by_module[row.module];
      if (known.empty() || known.back() != &vulnerability) known.push_back(&vulnerability);
    }
  }
  std::vector<Finding> result;
  for (const Inventory::Module& module : inventory.modules) {
    const auto found = by_module.find(module.module.path);
    if (found == by_module.end() || module.module.version.empty()) continue;
    for (const Vulnerability* vulnerability : found->second) {
      if (auto finding = Comparison(module, *vulnerability, configurations).run()) {
        result.push_back(*std::move(finding));
      }
    }
  }
  return result;
}

}  // namespace goset::audit
