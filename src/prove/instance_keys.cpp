#include "goset/prove/instance_keys.hpp"

#include <algorithm>
#include <map>

#include "goset/hash/encoding.hpp"
#include "goset/os/whole_file.hpp"

// Imports come first among instances, so one pass gives each key from those before it. Packages of a
// leaf with tests may import each other in a circle: these get one hash together, over what each of
// them is and imports from outside, and then each its own from that.

namespace goset {

namespace fs = std::filesystem;

namespace {

using Id = Instances::Id;

class Hasher {
 public:
  Hasher& add(std::string_view text) {
    const std::uint64_t size = text.size();
    hash_.update({reinterpret_cast<const char*>(&size), sizeof size});
    hash_.update(text);
    return *this;
  }
  Hasher& add(const Sha256Digest& digest) {
    hash_.update({reinterpret_cast<const char*>(digest.data()), digest.size()});
    return *this;
  }
  Sha256Digest finish() { return hash_.finish(); }

 private:
  Sha256 hash_;
};

class Keys {
 public:
  Keys(const Instances& instances, const Sha256Digest& base,
       const std::function<std::string(const PackageInstance&)>& files_of)
      : instances_(instances), base_(base), files_of_(files_of), keys_(instances.packages.size()) {}

  std::vector<Sha256Digest> run() {
    std::map<std::string, std::vector<Id>> groups;  // by leaf
    for (Id id = 0; id < keys_.size(); ++id) {
      const PackageInstance& package = instances_.packages[id];
      if (!package.only_of.empty()) {
        groups[package.only_of].push_back(id);
        continue;
      }
      Hasher hash;
      describe(hash, package);
      for (const Id import : package.imports) add_import(hash, import);
      keys_[id] = hash.finish();
    }
    for (const auto& [leaf, ids] : groups) add_group(ids);
    return std::move(keys_);
  }

 private:
  void describe(Hasher& hash, const PackageInstance& package) const {
    const PackageSource& source = instances_.sources[package.source];
    hash.add(base_).add(source.path).add(source.module.str()).add(source.go.value_or(""));
    hash.add(source.sum.empty() ? files_of_(package) : source.sum);
    hash.add(package.directory).add(package.with_tests ? "tests" : "");
    for (const std::string& tag : package.tags) hash.add(tag);
    hash.add("");
  }

  void add_import(Hasher& hash, Id import) const {
    hash.add(instances_.packages[import].import_path).add(keys_[import]);
  }

  void add_group(const std::vector<Id>& ids) {
    Hasher all;
    for (const Id id : ids) {
      const PackageInstance& package = instances_.packages[id];
      describe(all, package);
      for (const Id import : package.imports) {
        const bool is_inside = std::binary_search(ids.begin(), ids.end(), import);
        if (is_inside) all.add(instances_.packages[import].import_path);
        if (!is_inside) add_import(all, import);
      }
    }
    const Sha256Digest group = all.finish();
    for (const Id id : ids) {
      keys_[id] = Hasher().add(group).add(instances_.packages[id].import_path).finish();
    }
  }

  const Instances& instances_;
  const Sha256Digest& base_;
  const std::function<std::string(const PackageInstance&)>& files_of_;
  std::vector<Sha256Digest> keys_;
};

}  // namespace

std::vector<Sha256Digest> instance_keys(
    const Instances& instances, const std::string& checker, const Configuration& configuration,
    const std::function<std::string(const PackageInstance&)>& files_of) {
  const Sha256Digest base = Hasher().add(checker).add(configuration.str()).finish();
  return Keys(instances, base, files_of).run();
}

std::string go_files_digest(const fs::path& directory) {
  std::map<std::string, fs::path> files;
  std::error_code fault;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, fault)) {
    if (entry.path().extension() == ".go") files[entry.path().filename()] = entry.path();
  }
  if (fault) return "";
  Hasher hash;
  for (const auto& [name, file] : files) {
    hash.add(name).add(read_cached(file).value_or(""));
  }
  return encoding::hex(hash.finish());
}

}  // namespace goset
