#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "goset/resolve/resolution.hpp"
#include "loader.hpp"
#include "misfit.hpp"
#include "resolving.hpp"

namespace goset::resolve {

// Explainer says who is responsible for a version, and what is wrong with an import.
class Explainer {
 public:
  // Load makes the go.mod of a module of a leaf known.
  using Load = std::function<void(const LeafState&, VersionId)>;
  // Without `load` it explains with what is known.
  explicit Explainer(const Resolving& resolving, Load load = {})
      : resolving_(resolving), load_(std::move(load)) {}

  // See Resolution for these.
  std::vector<std::string> chain(const ModuleVersion& m) const;
  std::vector<Cause> causes(const View& view, const std::string& path) const;
  std::map<std::string, Cause> main_causes() const;
  void check_go(const std::string& ceiling) const;
  ModuleVersion source_module(const LeafState& leaf, const ModuleVersion& m) const;
  ModuleVersion shared_source_module(const ModuleVersion& m) const;
  std::string importer(const LeafState& leaf, ImportId import) const;
  std::vector<ModuleVersion> own_chain(const LeafState& leaf, const ModuleVersion& m) const;

  // note_chain adds the line of those who require a module to an error.
  void note_chain(Error& error, const ModuleVersion& m) const;
  // import_error says what is wrong with an import of a leaf.
  Error import_error(const LeafState& leaf, const Walk::Fault& fault) const;
  // raised returns the modules that a fault has to do with, where the leaf alone has another
  // version.
  std::vector<VersionId> raised(const LeafState& leaf, const Walk::Fault& fault) const;
  // why_broken says in which way the set's versions break a leaf.
  std::string why_broken(const Look::Fault& fault, const std::vector<VersionId>& raised) const;
  // why_raiser says of a leaf that leads to a version who can't use it, why_unfit of a leaf what it
  // can't use. `misfits` are those of one module.
  std::string why_raiser(const LeafState& leaf, const std::vector<Misfit>& misfits) const;
  std::string why_unfit(const LeafState& leaf, const std::vector<Misfit>& misfits) const;
  // give_up throws the failure that is nearest to a leaf, checksum mismatches before all others, so
  // that it does not depend on timing.
  [[noreturn]] void give_up(const std::vector<Failure>& failures) const;

 private:
  using ListOf = std::function<const BuildList*(const LeafState&)>;
  std::vector<std::string> chain(const ModuleVersion& m, std::set<ModuleVersion>& seen) const;
  std::vector<std::string> chain_in(const ModuleVersion& m, const ListOf& list_of) const;
  std::vector<std::string> pinned_by(const ModuleVersion& m) const;
  std::string importer(const LeafState& leaf, const Walk::Fault& fault) const;
  std::string missing_name(const Misfit& misfit) const;
  std::string shown(const LeafState& leaf, Walk::ModuleIndex module) const;
  Error not_found(const LeafState& leaf, const Walk::Fault& fault,
                  std::vector<std::string> notes) const;
  bool note_raised(std::vector<std::string>& notes, const LeafState& leaf,
                   const Walk::Fault& fault) const;
  void check_go(const std::string& who, const std::optional<std::string>& go,
                const std::string& ceiling, const std::optional<ModuleVersion>& m) const;
  void check_go_of_packages(const LeafState& leaf, const std::string& ceiling) const;

  const GoMod* go_mod(const LeafState& leaf, VersionId m) const;

  const Resolving& resolving_;
  const Load load_;
};

// module_of names a module of a walk: a main module has no version.
const ModuleVersion& module_of(const Universe& universe, const LeafState& leaf,
                               const Walk::Module& module);

}  // namespace goset::resolve
