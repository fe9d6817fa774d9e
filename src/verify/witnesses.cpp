#include "goset/verify/witnesses.hpp"

#include <algorithm>
#include <span>

namespace goset {

std::vector<ModuleSource::Claim> Witnesses::claims(const ModuleVersion& m, bool go_mod) const {
  std::vector<ModuleSource::Claim> result;
  for (SumIndex::Claim& claim : go_mod ? sums_.go_mod(m) : sums_.zip(m)) {
    std::erase_if(claim.hashes, [](const std::string& hash) { return !hash.starts_with("h1:"); });
    if (claim.hashes.empty()) continue;
    result.push_back({std::move(claim.origin), std::move(claim.hashes)});
  }
  if (const std::string locked = locked_sum(m, go_mod); !locked.empty()) {
    result.push_back({Lock::file_name, {locked}});
  }
  return result;
}

void Witnesses::ask(const ModuleVersion& m, bool go_mod) {
  if (!is_covered(m, go_mod) && sumdb_.settings().skipped(m.path).empty()) sumdb_.want(m);
}

// What was locked while nobody could be asked is made up for: hence the needed modules.
void Witnesses::verify(const ReadSums& read, const std::set<ModuleVersion>& needed) {
  for (const ModuleVersion& m : needed) ask(m, false);
  sumdb_.finish();
  // Zips come first, then go.mod files, by module.
  std::map<std::pair<bool, ModuleVersion>, std::exception_ptr> faults;
  DamagedCache damaged;
  const auto compare = [&](const ModuleVersion& m, bool go_mod, const std::string& sum) {
    const SumFile& sums = sumdb_.sums();
    const std::span<const std::string> hashes = go_mod ? sums.mod_hashes(m) : sums.zip_hashes(m);
    if (hashes.empty()) return;
    try {
      ModuleSource::verify(m, go_mod, sum, {{sumdb_.name(), {hashes.begin(), hashes.end()}}});
    } catch (const SecurityError&) {
      cache_.drop(m, go_mod ? "mod" : "zip");
      forget_(m, go_mod);
      const bool is_read = go_mod || read.is_fresh(m);
      if (is_read && !read.was_downloaded({m, go_mod})) {
        damaged.files.insert({m, go_mod});
      } else {
        faults.emplace(std::pair(go_mod, m), std::current_exception());
      }
    }
  };
  for (const auto& [m, sum] : read.zips()) compare(m, false, sum);
  for (const ModuleVersion& m : needed) compare(m, false, read.zip_sum(m));
  for (const auto& [m, sum] : read.go_mods()) compare(m, true, sum);
  if (!faults.empty()) std::rethrow_exception(faults.begin()->second);
  if (!damaged.files.empty()) throw damaged;
}

Witness Witnesses::witness(const ModuleVersion& m, const ReadSums& read) const {
  if (const std::string sum = read.zip_sum(m); !sum.empty()) {
    ModuleSource::verify(m, false, sum, claims(m, false));
  }
  if (go_sum_covers(m, false)) return {"go.sum", ""};
  if (!sumdb_.sums().zip_hashes(m).empty()) return {sumdb_.name(), ""};
  const Locked* const known = locked(m);
  if (known && !known->verified.empty()) return {known->verified, ""};
  const SetCandidate* const candidate = locked_candidate(m);
  const bool is_known = candidate && !old_->edits.modules.contains(m.path);
  if (is_known && candidate->unverified.empty() && !read.is_fresh(m)) {
    return {Lock::file_name, ""};
  }
  return {"", sumdb_.settings().skipped(m.path)};
}

std::map<std::string, std::set<ModuleVersion>> Witnesses::unverified_mods(const ReadSums& read,
                                                                          const GoSet& set) const {
  // A module's own record says it already.
  std::set<ModuleVersion> said;
  set.each_module([&](const std::string& path, const SetModule& module, const auto&) {
    if (!module.unverified.empty()) said.insert(module.source_module(path));
  });
  for (const auto& [m, candidate] : set.candidates) {
    if (!candidate.unverified.empty()) said.insert(m);
  }
  std::map<std::string, std::set<ModuleVersion>> result;
  for (const auto& [m, sum] : read.go_mods()) {
    if (said.contains(m) || is_covered(m, true) || !sumdb_.sums().mod_hashes(m).empty()) continue;
    result[sumdb_.settings().skipped(m.path)].insert(m);
  }
  return result;
}

// --- go.sum, and the lock before ----------------------------------------------------------------

bool Witnesses::go_sum_covers(const ModuleVersion& m, bool go_mod) const {
  return go_mod ? sums_.has_go_mod(m) : sums_.has_zip(m);
}

// is_covered reports whether somebody vouches for a file without the checksum database.
bool Witnesses::is_covered(const ModuleVersion& m, bool go_mod) const {
  if (go_sum_covers(m, go_mod)) return true;
  if (locked_sum(m, go_mod).empty() || (go_mod && was_unverified(m))) return false;
  return !locked(m)->verified.empty();
}

// was_unverified reports whether the lock before names this go.mod among those nobody vouched for.
bool Witnesses::was_unverified(const ModuleVersion& m) const {
  return old_ && std::any_of(old_->unverified.begin(), old_->unverified.end(),
                             [&](const auto& entry) { return entry.second.contains(m); });
}

std::string Witnesses::locked_sum(const ModuleVersion& m, bool go_mod) const {
  const Locked* const known = locked(m);
  if (!known) return "";
  return go_mod ? known->go_mod_sum : known->sum;
}

// locked returns what the old lock knows of what is fetched as `m`: as a module, else as a leaf.
const Witnesses::Locked* Witnesses::locked(const ModuleVersion& m) const {
  if (!old_) return nullptr;
  if (!locked_) {
    locked_.emplace();
    const auto vouched = [](const std::string& verified, bool is_edited) {
      return is_edited ? "" : verified;
    };
    old_->set.each_module([&](const std::string& path, const SetModule& module, const auto&) {
      const bool is_edited = old_->edits.modules.contains(path);
      (*locked_)[module.source_module(path)] = {module.sum, module.go_mod_sum,
                                                vouched(module.verified, is_edited)};
    });
    for (const auto& [name, leaf] : old_->set.leaves) {
      locked_->try_emplace(ModuleVersion{leaf.module, leaf.version},
                           Locked{leaf.sum, leaf.go_mod_sum,
                                  vouched(leaf.verified, old_->edits.leaves.contains(name))});
    }
  }
  const auto found = locked_->find(m);
  return found == locked_->end() ? nullptr : &found->second;
}

const SetCandidate* Witnesses::locked_candidate(const ModuleVersion& m) const {
  if (!old_) return nullptr;
  const auto found = old_->set.candidates.find(m);
  return found == old_->set.candidates.end() ? nullptr : &found->second;
}

}  // namespace goset
