#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "goset/emit/lock.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/resolve/fact_source.hpp"

namespace goset::cli {

// ModuleFacts is what resolution knows of modules: from the lock before, and from what it
// downloads.
class ModuleFacts : public FactSource {
 public:
  // Watchers see what arrives: every go.mod, every zip that is read, and now and then a line about
  // what goes on.
  struct Watchers {
    std::function<void(const ModuleVersion&)> on_mod;
    std::function<void(const ModuleVersion&, const ZipFacts&)> on_zip;
    std::function<void(const std::string&)> progress;
  };
  // `old` counts where it was made for these configurations.
  ModuleFacts(ModuleSource& source, const std::optional<Lock>& old,
              const Configurations& configurations, Watchers watchers);

  const ModSummary* summary(const ModuleVersion& m) const override;
  const ModulePackages* packages(const ModuleVersion& m) const override;
  void want_summary(const ModuleVersion& m) override { source_.want_mod(m); }
  void want_packages(const ModuleVersion& m) override { source_.want_zip(m); }
  std::optional<Arrival> next() override;

  // Source is what a lock states of where a module's packages come from; `hash` and `sum` are empty
  // for a module whose zip was neither read nor is in the lock.
  struct Source {
    std::string hash;
    std::string sum;
    std::string go_mod_sum;
  };
  Source source_of(const ModuleVersion& m) const;
  // zips returns the modules whose zips were read in this run, with their `h1:`.
  std::map<ModuleVersion, std::string> zips() const;
  // is_fresh reports whether the module's zip was read in this run.
  bool is_fresh(const ModuleVersion& m) const { return zips_.contains(m); }
  // go_mods returns the `h1:` of every go.mod that was read.
  const std::map<ModuleVersion, std::string>& go_mods() const { return mod_sums_; }

 private:
  struct Known {
    ModulePackages packages;
    std::string hash;
    std::string sum;
  };
  void recall(const Lock& old);
  void recall(const std::map<std::string, SetModule>& modules,
              const std::map<std::string, SetCandidate>& candidates);
  const Known* known(const ModuleVersion& m) const;

  ModuleSource& source_;
  const Configurations& configurations_;
  Watchers watchers_;
  std::map<ModuleVersion, ModSummary> summaries_;
  std::map<ModuleVersion, std::string> mod_sums_;
  std::map<ModuleVersion, Known> recalled_;
  std::map<ModuleVersion, Known> zips_;
};

}  // namespace goset::cli
