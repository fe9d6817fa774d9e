#include "goset/app/licenses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "goset/error.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/set/built_in.hpp"
#include "goset/store/lock_file.hpp"
#include "license_files.hpp"

namespace goset {

namespace {

using Item = Licenses::Item;
using Packages = std::map<std::string, PackageFacts>;

// go_library is the licence of Go's standard library, which is in every program.
constexpr const char* go_library = "BSD-3-Clause";

// Collector notes who needs what first, then reads each source once.
class Collector {
 public:
  Collector(const Folder& folder, const Lock& lock, Session& session)
      : folder_(folder), lock_(lock), session_(session) {}

  void need(const std::set<std::string>& leaves) {
    const Configurations configurations = Configurations::of(lock_);
    BuiltIn built(lock_.set, configurations);
    for (const std::string& name : leaves) {
      const SetLeaf& leaf = lock_.set.leaves.at(name);
      Needed& own = leaves_[name];
      own.packages = leaf.packages;
      if (!leaf.version.empty()) zips_[{leaf.module, leaf.version}] = leaf.sum;
      for (const BuiltIn::Module& module : built.of(name, configurations.all())) {
        if (!module.shared) continue;  // of the program's own source
        const ModuleVersion m = module.shared->source_module(module.path);
        Needed& needed = modules_[m];
        needed.packages.insert(module.shared->packages.begin(), module.shared->packages.end());
        needed.leaves.insert(name);
        zips_[m] = module.shared->sum;
      }
    }
  }

  void read(const std::function<void(const std::string&)>& progress) {
    read_zips(progress);
    for (auto& [name, needed] : leaves_) {
      const SetLeaf& leaf = lock_.set.leaves.at(name);
      needed.files =
          leaf.version.empty() ? files_of(leaf) : zip_files_.at({leaf.module, leaf.version});
    }
    for (auto& [m, needed] : modules_) needed.files = zip_files_.at(m);
  }

  Licenses result(const std::optional<licenses::Terms>& allowed) const {
    Licenses result;
    for (const auto& [name, needed] : leaves_) result.programs.push_back(program(name, needed));
    std::map<ModuleVersion, Item> items;
    const auto add = [&](const ModuleVersion& m, const std::string& expression,
                         const std::set<std::string>& unknown,
                         const std::set<std::string>& leaves) {
      Item& item = items[m];
      item.name = m.path;
      item.version = m.version;
      item.expression = licenses::all_of({item.expression, expression});
      item.unknown.insert(unknown.begin(), unknown.end());
      item.leaves.insert(leaves.begin(), leaves.end());
    };
    for (const auto& [name, needed] : leaves_) {
      const SetLeaf& leaf = lock_.set.leaves.at(name);
      add({leaf.module, leaf.version}, needed.expression(), needed.files.unknown(), {name});
      add({"stdlib", ""}, go_library, {}, {name});
    }
    for (const auto& [m, needed] : modules_) {
      add(m, needed.expression(), needed.files.unknown(), needed.leaves);
    }
    for (auto& [m, item] : items) {
      if (allowed) item.is_allowed = licenses::is_allowed(item.expression, *allowed);
      result.items.push_back(std::move(item));
    }
    result.has_list = allowed.has_value();
    return result;
  }

 private:
  struct Needed {
    Packages packages = {};
    std::set<std::string> leaves = {};
    LicenseFiles files = {};

    std::string expression() const { return files.expression(packages); }
  };

  void read_zips(const std::function<void(const std::string&)>& progress) {
    const auto claims = [this](const ModuleVersion& m, bool) {
      return std::vector<ModuleSource::Claim>{{Lock::file_name, {zips_.at(m)}}};
    };
    ModuleSource source(session_.proxy, session_.cache, claims, session_.threads);
    for (const auto& [m, sum] : zips_) source.want_zip(m);
    std::map<ModuleVersion, std::exception_ptr> faults;
    while (const std::optional<ModuleSource::Arrival> arrival = source.next()) {
      const ModuleVersion& m = arrival->module;
      if (arrival->fault) {
        faults[m] = arrival->fault;
        continue;
      }
      const std::optional<std::filesystem::path> file = session_.cache.find(m, "zip");
      if (!file) throw Error(fmt::format("{}: its zip can't be kept in the cache", m.str()));
      const FileBytes bytes = module_zip::read_file(*file, m);
      zip_files_.emplace(m, LicenseFiles::of_zip(ModuleZip(bytes.bytes(), m)));
      progress(fmt::format("{} of {} zips", zip_files_.size(), zips_.size()));
    }
    if (!faults.empty()) std::rethrow_exception(faults.begin()->second);
  }

  // files_of reads a leaf that is no module of the proxy.
  LicenseFiles files_of(const SetLeaf& leaf) const {
    if (!leaf.path.empty()) {
      return LicenseFiles::of_tree(folder_.directory() / leaf.path / leaf.directory, leaf.packages);
    }
    Archives archives = session_.archives(folder_.directory(), lock_);
    archives.want(leaf.archive);
    archives.finish();
    return LicenseFiles::of_tree(
        archives.at(leaf.archive).root / leaf.archive_directory / leaf.directory, leaf.packages);
  }

  Licenses::Program program(const std::string& name, const Needed& own) const {
    std::set<std::string> all{go_library, own.expression()};
    for (const auto& [m, needed] : modules_) {
      if (needed.leaves.contains(name)) all.insert(needed.expression());
    }
    all.erase("");
    return {name, lock_.set.leaves.at(name).version, own.expression(), licenses::all_of(all)};
  }

  const Folder& folder_;
  const Lock& lock_;
  Session& session_;
  std::map<std::string, Needed> leaves_;
  std::map<ModuleVersion, Needed> modules_;
  std::map<ModuleVersion, std::string> zips_;  // with their `h1:`
  std::map<ModuleVersion, LicenseFiles> zip_files_;
};

}  // namespace

bool Licenses::is_all_allowed() const {
  return std::all_of(items.begin(), items.end(), [](const Item& item) { return item.is_allowed; });
}

Licenses licenses_of(const Folder& folder, const Lock& lock, const LicensesRequest& request,
                     Session& session, const std::function<void(const std::string&)>& progress) {
  for (const std::string& name : request.leaves) locked_leaf(folder, lock, name);
  std::set<std::string> names(request.leaves.begin(), request.leaves.end());
  if (names.empty()) {
    for (const auto& [name, leaf] : lock.set.leaves) names.insert(name);
  }
  Collector collector(folder, lock, session);
  collector.need(names);
  collector.read(progress);
  return collector.result(request.allowed);
}

}  // namespace goset
