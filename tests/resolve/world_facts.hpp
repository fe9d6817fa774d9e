#pragma once

#include <map>
#include <random>
#include <set>
#include <vector>

#include "goset/facts/configurations.hpp"
#include "goset/facts/fact_source.hpp"
#include "outcome.hpp"

namespace goset::world {

// packages_known turns packages of a world into what resolution knows of them.
ModulePackages packages_known(const std::vector<Package>& packages,
                              const Configurations& configurations);

// names_known does so for names.
ModuleNames names_known(const std::vector<Package>& packages);

// WorldFacts answers with what a world publishes, in the order of an arrival.
class WorldFacts : public FactSource {
 public:
  WorldFacts(const World& world, const Configurations& configurations,
             const world::Arrival& arrival)
      : world_(world), configurations_(configurations), arrival_(arrival), random_(arrival.seed) {}

  const ModSummary* summary(const ModuleVersion& m) const override;
  const PackageTable* packages(const ModuleVersion& m) const override;
  const ModuleNames* names(const ModuleVersion& m) const override;
  void want_summary(const ModuleVersion& m) override { want(m, Kind::summary); }
  void want_packages(const ModuleVersion& m) override { want(m, Kind::packages); }
  void want_names(const ModuleVersion& m) override { want(m, Kind::names); }
  bool note_summary(const ModuleVersion& m) override;
  std::optional<Arrival> next() override;

 private:
  struct Known {
    ModSummary summary;
    ModulePackages packages;
    ModulePackages part;
    PackageTable table;
    PackageTable part_table;
    ModuleNames names;
    Published::Answer go_mod;
    Published::Answer zip;
  };
  using Question = std::pair<ModuleVersion, Kind>;
  const Known& known(const ModuleVersion& m) const;
  void want(const ModuleVersion& m, Kind kind);

  const World& world_;
  const Configurations& configurations_;
  world::Arrival arrival_;
  std::mt19937 random_;
  mutable std::map<ModuleVersion, Known> known_;
  std::set<Question> asked_;
  std::set<Question> arrived_;
  std::vector<Question> open_;
};

}  // namespace goset::world
