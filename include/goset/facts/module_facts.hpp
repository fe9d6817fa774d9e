#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "goset/facts/canonical_constraints.hpp"
#include "goset/facts/fact_cache.hpp"
#include "goset/facts/fact_source.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/model/lock.hpp"
#include "goset/verify/witnesses.hpp"

namespace goset {

// ModuleFacts is what resolution knows of modules: from the lock before, from the cache of facts,
// and from what it downloads. What comes from the cache is compared with the same claims as what is
// read anew; where it does not agree it is forgotten, and the zip is read again.
class ModuleFacts : public FactSource, public ReadSums {
 public:
  // Watchers see what arrives: every go.mod, the packages of every module, what was found in every
  // module that was asked for as a leaf, or its two files (of the cache, all texts), and now and then
  // a line about what goes on.
  struct Watchers {
    std::function<void(const ModuleVersion&)> on_mod;
    std::function<void(const ModuleVersion&)> on_zip;
    std::function<void(const ModuleVersion&, const ZipFacts&)> on_leaf;
    std::function<void(const ModuleVersion&, const ModuleSource::ModFiles&)> on_mod_files;
    // Returns false if packages are needed as well.
    std::function<bool(const ModuleVersion&, const ZipFacts&)> on_leaf_texts;
    std::function<void(const std::string&)> progress;
  };
  // `old` counts where it was made for these configurations; it must outlive this.
  ModuleFacts(ModuleSource& source, FactCache& cache, ModuleSource::Claims claims,
              const std::optional<Lock>& old, const Configurations& configurations,
              Watchers watchers);

  const ModSummary* summary(const ModuleVersion& m) const override;
  const PackageTable* packages(const ModuleVersion& m) const override;
  const ModuleNames* names(const ModuleVersion& m) const override;
  void release(const ModuleVersion& m) override;
  void want_summary(const ModuleVersion& m) override;
  bool note_summary(const ModuleVersion& m) override;
  void want_packages(const ModuleVersion& m) override;
  void want_names(const ModuleVersion& m) override;
  // want_leaf asks for all that is in a leaf's zip, go.sum and test files included. With `digests`
  // a zip is not downloaded for that, and its packages are not read: on_leaf_texts gets what is in the
  // cache, else on_mod_files go.mod and go.sum.
  void want_leaf(const ModuleVersion& m,
                 const std::optional<ModuleSource::ModFiles>& digests = std::nullopt);
  // note_leaf says what the lock has for the `h1:` of a leaf whose zip is not read.
  void note_leaf(const ModuleVersion& m, const std::string& sum) { leaf_sums_[m] = sum; }
  std::optional<Arrival> next() override;

  // Source is what a lock states of where a module's packages come from; `hash` and `sum` are empty
  // for a module whose zip was neither read nor is in the lock.
  struct Source {
    std::string hash;
    std::string sum;
    std::string go_mod_sum;
    License license;
  };
  Source source_of(const ModuleVersion& m) const;
  // zips returns the modules whose zips were read in this run, or whose facts were found in the
  // cache, with their `h1:`.
  std::map<ModuleVersion, std::string> zips() const override;
  // is_fresh reports whether the module is one of these.
  bool is_fresh(const ModuleVersion& m) const override { return zips_.contains(m); }
  std::string zip_sum(const ModuleVersion& m) const override;
  bool was_downloaded(const ModuleSource::FileId& file) const override {
    return source_.was_downloaded(file);
  }
  // odd_cached_mods returns the go.mod files that came from a cache and can't be read, or are of
  // another module than the one they were asked for, as those of a fork are.
  std::set<ModuleSource::FileId> odd_cached_mods() const;
  const std::unordered_map<ModuleVersion, std::string>& go_mods() const override {
    return mod_sums_;
  }

 private:
  struct Known {
    PackageTable table;
    std::string hash;
    std::string sum;
    License license = {};
    ModulePackages words = {};  // that the table was made of, if it was
  };
  // Recalled is what the old lock knows of a module, from the set and from tracks.
  struct Recalled : Known {
    std::vector<const SetModule*> modules;
    const SetCandidate* candidate = nullptr;
    bool has_table = false;  // made when it is first asked for
  };
  // Found is what was found in the cache, and has not arrived yet.
  struct Found {
    Arrival arrival;
    std::shared_ptr<ZipFacts> facts = nullptr;  // of a leaf
    bool has_packages = true;                   // they are in `facts`
  };
  void recall(const Lock& old);
  const Known* known(const ModuleVersion& m) const;
  bool is_accepted(const ModuleVersion& m, bool go_mod, const std::string& sum);
  bool find_names(const ModuleVersion& m);
  void want_whole_leaf(const ModuleVersion& m);
  void take_zip(const ModuleVersion& m, const ZipFacts& facts);
  Arrival told(Arrival arrival);

  ModuleSource& source_;
  FactCache& cache_;
  ModuleSource::Claims claims_;
  const Configurations& configurations_;
  CanonicalConstraints constraints_;
  Watchers watchers_;
  std::unordered_set<ModuleVersion> asked_;       // for their packages
  std::unordered_set<ModuleVersion> asked_mods_;  // for their summaries
  std::set<ModuleVersion> unreadable_mods_;
  std::unordered_set<ModuleVersion> asked_names_;
  std::unordered_set<ModuleVersion> names_to_come_;  // with the zip
  std::unordered_set<ModuleVersion> leaves_;         // asked for as leaves
  std::unordered_map<ModuleVersion, std::string> leaf_sums_;
  std::vector<Found> found_;
  std::unordered_map<ModuleVersion, ModSummary> summaries_;
  std::unordered_map<ModuleVersion, std::string> mod_sums_;
  mutable std::unordered_map<ModuleVersion, Recalled> recalled_;
  std::unordered_map<ModuleVersion, Known> zips_;
  std::unordered_map<ModuleVersion, ModuleNames> names_;
};

}  // namespace goset
