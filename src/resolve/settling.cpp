#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "solving.hpp"

// What is done about imports that can't be resolved once versions and needs are stable. What
// requirements at other versions mend is mended that way; what the versions of a view break is held
// back in a track, and marked in the set; what a leaf has alone makes it unsupported there.

namespace goset::resolve {

// settle_faults returns whether to try again: with requirements raised that the set does not need;
// in a track, without what of the set breaks a leaf. Faults that leaves have alone come last. In
// the set itself a leaf that it breaks is only marked.
bool Solving::settle_faults() {
  if (resolving_.set.tolerate_faults) return false;
  bool again = false;
  for (LeafState* leaf : leaves_) {
    const bool is_unresolved = std::any_of(
        leaf->faults.begin(), leaf->faults.end(),
        [](const Look::Fault& fault) { return fault.kind != Walk::Fault::Kind::cycle; });
    if (is_unresolved && !leaf->raise_all) leaf->raise_all = again = true;
  }
  if (again || trial_) return again;
  for (LeafState* leaf : leaves_) {
    leaf->broken = fault_of_the_set(*leaf);
    if (!leaf->broken || !below_) continue;
    again = demote_for_fault(*leaf, *leaf->broken) || again;
  }
  if (!again) return settle_own_faults() || settle_misfits();
  begin();
  return true;
}

// settle_own_faults refuses a leaf that can't be built anywhere, and drops the configurations that
// have a fault of one that can; whether there were any.
bool Solving::settle_own_faults() {
  constexpr std::size_t most_faults = 5;  // that are told of, besides the first
  bool again = false;
  std::size_t more = 0;
  std::optional<Error> failure;
  for (LeafState* leaf : leaves_) {
    if (leaf->faults.empty() || (leaf->broken && !below_)) continue;
    ConfigMask broken = 0;
    evaluator_.complete(outlook(), {leaf});
    const std::vector<Walk::Fault> faults = leaf->walk->all_faults();
    for (const Walk::Fault& fault : faults) broken |= fault.mask;
    broken &= leaf->supported;
    if (broken == 0) continue;
    if (broken == leaf->supported) {
      for (const Walk::Fault& fault : faults) {
        Error error = explainer_.import_error(*leaf, fault);
        if (!failure) {
          failure = std::move(error);
        } else if (++more <= most_faults) {
          failure->add_note(error.message());
          for (const std::string& note : error.notes()) failure->add_note("  " + note);
        }
      }
      continue;
    }
    for (const Walk::Fault& fault : faults) {
      const ConfigMask mask = fault.mask & leaf->supported;
      if (mask == 0) continue;
      leaf->unsupported.push_back({mask, explainer_.import_error(*leaf, fault)});
      leaf->supported &= ~mask;
    }
    again = true;
  }
  if (failure && more > most_faults) {
    const std::size_t rest = more - most_faults;
    failure->add_note(fmt::format("and {} more import{}", rest, rest == 1 ? "" : "s"));
  }
  if (failure) throw *failure;
  return again;
}

// fault_of_the_set returns the number of the first fault of a leaf that it does not have alone.
std::optional<std::size_t> Solving::fault_of_the_set(LeafState& leaf) {
  if (leaf.faults.empty()) return std::nullopt;
  const std::map<ImportId, ConfigMask>& alone = faults_alone(leaf);
  for (std::size_t i = 0; i < leaf.faults.size(); ++i) {
    const auto known = alone.find(leaf.faults[i].import);
    const ConfigMask mask = leaf.faults[i].mask & leaf.supported;
    if ((known == alone.end() ? mask : mask & ~known->second) != 0) return i;
  }
  return std::nullopt;
}

std::vector<VersionId> Solving::raised(LeafState& leaf, std::size_t fault) {
  Memory& memory = evaluator_.memory();
  if (const std::vector<VersionId>* const known = memory.raised(leaf, fault)) return *known;
  evaluator_.complete(outlook(), {&leaf});
  std::vector<VersionId> result = explainer_.raised(leaf, leaf.walk->all_faults()[fault]);
  memory.keep_raised(leaf, fault, result);
  return result;
}

const std::map<ImportId, ConfigMask>& Solving::faults_alone(LeafState& leaf) {
  if (leaf.alone) return *leaf.alone;
  View alone;
  alone.set_pins(resolving_.base.pins);
  const Look look = leaf;
  const bool raise_all = leaf.raise_all;
  const std::map<PathId, VersionId> raised = leaf.raised;
  const ConfigMask supported =
      std::exchange(leaf.supported, resolving_.universe.configurations().all());
  Solving trial(resolving_, evaluator_, fit_, alone, nullptr, {&leaf});
  trial.trial_ = true;
  trial.check_rounds = check_rounds;
  trial.solve();
  leaf.alone.emplace();
  for (const Look::Fault& fault : leaf.faults) (*leaf.alone)[fault.import] |= fault.mask;
  static_cast<Look&>(leaf) = look;
  leaf.raise_all = raise_all;
  leaf.raised = raised;
  leaf.supported = supported;
  return *leaf.alone;
}

// demote_for_fault takes what a fault has to do with from the leaf's own build list. If that is not
// it, some other version has led there: then everything is taken from that list. It returns false
// if nothing was left to take.
bool Solving::demote_for_fault(LeafState& leaf, std::size_t fault) {
  bool any = false;
  for (const VersionId m : raised(leaf, fault)) {
    any = demote(resolving_.universe.path_of(m)) || any;
  }
  return any || demote_all();
}

// demote_all takes everything from the leaves' own build lists; false where that is so already.
bool Solving::demote_all() {
  bool any = false;
  for (const PathId path : below_->needed) any = demoted_.insert(path).second || any;
  has_floor_ = has_floor_ && !any;
  return any;
}

// settle_misfits does the same for names that are missing in a track: what lacks them is held back,
// else what uses them, else everything.
bool Solving::settle_misfits() {
  if (!below_) return false;
  const std::vector<Misfit> misfits = this->misfits();
  if (misfits.empty()) return false;
  bool again = false;
  for (const Misfit& misfit : misfits) {
    again = demote(resolving_.universe.path_of(misfit.used_module)) || again;
  }
  for (const Misfit& misfit : misfits) {
    if (again) break;
    if (misfit.user_module == no_version) continue;
    again = demote(resolving_.universe.path_of(misfit.user_module));
  }
  if (!again && !demote_all()) return false;
  begin();
  return true;
}

}  // namespace goset::resolve
