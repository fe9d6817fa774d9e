#include "goset/app/sbom.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/hash/uuid.hpp"
#include "goset/model/manifest.hpp"
#include "goset/model/purl.hpp"
#include "goset/set/built_in.hpp"
#include "goset/set/license_of.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/suggestion.hpp"

namespace goset {

namespace {

using Component = Sbom::Component;
using Kind = Component::Kind;

// std_id is that of Go's standard library: each program is built with it.
constexpr const char* std_id = "stdlib";

std::string hex_of_sum(const std::string& sum) {
  constexpr std::string_view prefix = "h1:";
  if (!sum.starts_with(prefix)) return "";
  const auto bytes = encoding::from_base64(sum.substr(prefix.size()));
  return bytes ? encoding::hex(*bytes) : "";
}

std::string hex_of_sri(const std::string& sri) {
  const std::optional<Sha256Digest> digest = encoding::from_sri(sri);
  return digest ? encoding::hex(*digest) : "";
}

// release_of returns a release without its "go"; empty for none. Throws Error for what is no release.
std::string release_of(const SbomRequest& request) {
  if (!request.go) return "";
  const std::string release = request.go->starts_with("go") ? request.go->substr(2) : *request.go;
  if (toolchain_version::is_valid(release)) return release;
  throw Error(fmt::format("\"{}\" is not a Go release", *request.go),
              {"a Go release looks like 1.26.3"});
}

Component std_component(const std::string& release) {
  Component result;
  result.kind = Kind::std;
  result.id = result.name = std_id;
  result.purl = purl({std_id, release});
  result.license = license_of::go_library;
  if (release.empty()) return result;
  result.version = "go" + release;
  const std::string language = toolchain_version::language(release);
  const std::string rest = release.substr(language.size());
  const bool is_prerelease = !rest.empty() && rest.front() != '.';
  result.cpe = fmt::format("cpe:2.3:a:golang:go:{}:{}:*:*:*:*:*:*",
                           is_prerelease ? language : release, is_prerelease ? rest : "-");
  return result;
}

class Builder {
 public:
  Builder(const Folder& folder, const Lock& lock, const SbomRequest& request)
      : folder_(folder),
        lock_(lock),
        request_(request),
        release_(release_of(request)),
        configurations_(Configurations::of(lock)),
        mask_(mask()),
        built_(lock.set, configurations_) {}

  Sbom build() {
    for (const auto& [key, patches] : request_.patches) check_named(key, "patched");
    for (const std::string& key : request_.changed) check_named(key, "changed");
    for (const std::string& name : request_.leaves) locked_leaf(folder_, lock_, name);
    Sbom result{uuid_v5(identity()), GOSET_VERSION, platforms(), {}};
    const bool is_one = request_.leaves.size() == 1;
    std::vector<std::string> names = request_.leaves;
    if (names.empty()) {
      for (const auto& [name, leaf] : lock_.set.leaves) names.push_back(name);
    }
    for (const std::string& name : names) add_leaf(name);
    if (!is_one) result.components.push_back(set());
    for (auto& [name, leaf] : leaves_) result.components.push_back(std::move(leaf));
    for (auto& [id, module] : modules_) result.components.push_back(std::move(module));
    result.components.push_back(std_component(release_));
    return result;
  }

 private:
  ConfigMask mask() const {
    ConfigMask result = 0;
    for (const Platform& platform :
         request_.platforms.empty() ? lock_.platforms : request_.platforms) {
      const ConfigMask without = configurations_.bit(platform, false);
      if (without == 0) {
        throw Error(fmt::format("{} is not a platform of the set", platform.str()),
                    {fmt::format("`platforms` in {} lists them", Manifest::file_name)});
      }
      if (request_.cgo != true) result |= without;
      if (request_.cgo != false) result |= configurations_.bit(platform, true);
    }
    return result;
  }

  std::vector<std::string> platforms() const {
    std::set<std::string> result;
    for (const Platform& platform :
         request_.platforms.empty() ? lock_.platforms : request_.platforms) {
      result.insert(platform.str());
    }
    return {result.begin(), result.end()};
  }

  // identity is other where anything is that the document may depend on.
  std::string identity() const {
    std::string patches;
    for (const auto& [key, list] : request_.patches) {
      for (const Sbom::Patch& patch : list) {
        patches += fmt::format("{} {} {}\n", key, patch.name, encoding::sri(sha256(patch.text)));
      }
    }
    std::set<std::string> leaves(request_.leaves.begin(), request_.leaves.end());
    return fmt::format("goset {}\n{}\n{}\n{} {}\n{} {}\n{}", GOSET_VERSION,
                       encoding::sri(sha256(lock::print(lock_))), fmt::join(leaves, " "),
                       fmt::join(platforms(), " "), mask_, release_,
                       fmt::join(request_.changed, " "), patches);
  }

  void check_named(const std::string& key, std::string_view what) const {
    std::set<std::string> known;
    for (const auto& [name, leaf] : lock_.set.leaves) known.insert(leaf.module);
    lock_.set.each_module([&](const std::string& path, const SetModule& module, const auto&) {
      known.insert(path);
      known.insert(ModuleVersion{path, module.version}.str());
    });
    if (known.contains(key)) return;
    const std::vector<std::string_view> words(known.begin(), known.end());
    Error error(fmt::format("{} is {}, but no module of the set is called so", key, what));
    add_suggestion(error, key, words);
    throw error;
  }

  Component set() const {
    Component result;
    result.id = "set";
    result.name = "go-packages";
    for (const auto& [id, leaf] : leaves_) result.uses.insert(id);
    return result;
  }

  void add_leaf(const std::string& name) {
    const SetLeaf& leaf = lock_.set.leaves.at(name);
    const std::vector<BuiltIn::Module> modules = built_.of(name, mask_);
    if (modules.empty()) {
      if (request_.leaves.empty()) return;
      throw Error(
          fmt::format("leaf {}: nothing of it is built for {}", name, fmt::join(platforms(), " ")));
    }
    std::vector<std::string> ids;
    for (const BuiltIn::Module& module : modules) ids.push_back(id_of(name, leaf, module));
    for (std::size_t i = 0; i < modules.size(); ++i) {
      Component& component = component_of(name, leaf, modules[i], ids[i]);
      for (const std::size_t to : modules[i].imports) {
        if (ids[to] != ids[i]) component.uses.insert(ids[to]);
      }
    }
    Component& component = leaf_component(name, leaf);
    component.uses.insert(std_id);
    // Main modules of a go.work that the first does not import are built all the same.
    for (std::size_t i = 0; i < modules.size(); ++i) {
      if (modules[i].is_main && ids[i] != component.id) component.uses.insert(ids[i]);
    }
  }

  static std::string leaf_id(const std::string& name) { return "leaf:" + name; }

  static std::string id_of(const std::string& name, const SetLeaf& leaf,
                           const BuiltIn::Module& module) {
    if (module.shared) return lock::version_key(module.path, *module.shared);
    if (module.path == leaf.module && module.directory == leaf.directory) return leaf_id(name);
    return fmt::format("{}/{}", leaf_id(name), module.path);
  }

  Component& component_of(const std::string& name, const SetLeaf& leaf,
                          const BuiltIn::Module& module, const std::string& id) {
    if (id == leaf_id(name)) return leaf_component(name, leaf);
    Component& result = modules_[id];
    if (!result.id.empty()) return result;
    result.kind = Kind::module;
    result.id = id;
    result.name = module.path;
    if (!module.shared) {  // of the leaf's own source: it is found nowhere else
      result.is_changed = is_changed({leaf.module, leaf.version});
      return result;
    }
    const ModuleVersion source = module.shared->source_module(module.path);
    result.name = source.path;
    result.version = source.version;
    result.purl = purl(source);
    const ModuleVersion named{module.path, module.shared->version};
    result.is_changed = is_changed(named);
    if (!result.is_changed) result.sha256 = hex_of_sum(module.shared->sum);
    add_license(result, module.shared->license);
    if (source != named) result.replaces = named;
    add_patches(result, named);
    return result;
  }

  bool is_changed(const ModuleVersion& m) const {
    return request_.changed.contains(m.path) || request_.changed.contains(m.str());
  }

  static void add_license(Component& component, const License& license) {
    component.license = license_of::expression(license);
    component.unknown_licenses = license.unknown;
  }

  void add_patches(Component& component, const ModuleVersion& m) const {
    for (const std::string& key : std::set<std::string>{m.path, m.str()}) {
      const auto found = request_.patches.find(key);
      if (found == request_.patches.end()) continue;
      component.patches.insert(component.patches.end(), found->second.begin(), found->second.end());
    }
  }

  Component& leaf_component(const std::string& name, const SetLeaf& leaf) {
    Component& result = leaves_[leaf_id(name)];
    if (!result.id.empty()) return result;
    result.kind = Kind::leaf;
    result.id = leaf_id(name);
    result.name = name;
    result.version = leaf.version;
    result.purl = purl({leaf.module, leaf.version});
    add_license(result, leaf.license);
    add_patches(result, {leaf.module, leaf.version});
    result.is_changed = is_changed({leaf.module, leaf.version});
    if (result.is_changed) return result;  // the digest is of the other one
    result.sha256 = leaf.archive.empty() ? hex_of_sum(leaf.sum) : hex_of_sri(leaf.archive_hash);
    if (is_remote(leaf.archive)) result.download = leaf.archive;
    return result;
  }

  const Folder& folder_;
  const Lock& lock_;
  const SbomRequest& request_;
  const std::string release_;
  const Configurations configurations_;
  const ConfigMask mask_;
  BuiltIn built_;
  std::map<std::string, Component> leaves_;   // by id
  std::map<std::string, Component> modules_;  // likewise
};

}  // namespace

Sbom sbom_of(const Folder& folder, const Lock& lock, const SbomRequest& request) {
  return Builder(folder, lock, request).build();
}

}  // namespace goset
