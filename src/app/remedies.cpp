#include "goset/app/remedies.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "goset/error.hpp"
#include "kept_remedies.hpp"
#include "patient.hpp"

// The smallest change of goset.toml that mends what a set breaks. First it is seen whether leaves go
// back to one that alone raises a module: with that in a track, all of them may compile. Then each leaf
// that still fails is held back, in a track, by ever more (patient.cpp):
//
//   hold    the modules that its errors have to do with, at the versions that it has alone
//   family  with each of them what its go.mod requires
//   own     all modules that the leaf has at another version alone: not by a track but with
//           `versions = "own"`, unless goset.toml has the leaf in a track or says `versions`
//
// All leaves take their next step at once, and then the set is resolved and checked as a whole: what
// the changes break for other leaves counts as much, and these are helped in the same way. At last what
// turns out not to be necessary is dropped, and leaves that hold back the same get one track. So a
// round costs one resolution and a check of what is new, and there are at most `most_rounds` of them.
// All orders are by name: the outcome is a function of set and checker.

namespace goset {

namespace {

using Verdict = Proof::Verdict;

constexpr int most_rounds = 16;
constexpr std::size_t most_apart = 3;  // leaves that are tried as the one who raises a module

class Search {
 public:
  Search(Proof& proof, const LockedFolder& locked, const ProveRequest& request,
         PackageChecks& checks, Session& session, const ProveProgress& progress)
      : proof_(proof),
        locked_(locked),
        session_(session),
        trials_(proof, locked, request, checks, session, progress) {}

  std::optional<Trial> run() {
    for (const Proof::Leaf& leaf : proof_.leaves) {
      if (leaf.verdict == Verdict::fails) failing_[leaf.name] = symptoms(proof_, leaf);
    }
    set_raisers_apart();
    while (trials_.runs() < most_rounds && step()) {
    }
    drop_needless();
    join();
    return finish();
  }

 private:
  using Failing = std::map<std::string, Symptoms>;

  static Symptoms symptoms(const Proof& proof, const Proof::Leaf& leaf) {
    Symptoms result;
    for (const std::size_t number : leaf.failures) {
      if (!leaf.failures_alone.contains(number)) result.push_back(proof.failures[number]);
    }
    return result;
  }

  static Failing failing_in(const Trial& trial) {
    Failing result;
    for (const auto& [name, leaf] : trial.failing) result[name] = symptoms(trial.proof, *leaf);
    return result;
  }

  void take(Trial trial) {
    failing_ = failing_in(trial);
    latest_.emplace(std::move(trial));
  }

  const Lock& lock() const { return latest_ ? latest_->relocked.lock : locked_.lock; }

  // --- who raises a module alone ---------------------------------------------------------------

  // set_raisers_apart gives a track to a leaf that alone selects the version of a module which breaks
  // several others, if that mends more than one of them and breaks none.
  void set_raisers_apart() {
    std::map<std::pair<std::string, ModuleVersion>, std::set<std::string>>
        broken;  // by leaf, module
    for (const Proof::Failure& failure : proof_.failures) {
      if (!failure.blame || failure.blame->raiser.empty()) continue;
      for (const std::string& leaf : failure.leaves) {
        if (failing_.contains(leaf))
          broken[{failure.blame->raiser, failure.blame->module}].insert(leaf);
      }
    }
    std::vector<std::pair<std::string, ModuleVersion>> order;
    for (const auto& [who, leaves] : broken) {
      if (leaves.size() > 1 && may_set_apart(who.first)) order.push_back(who);
    }
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
      return broken.at(a).size() > broken.at(b).size();
    });
    order.resize(std::min(order.size(), most_apart));
    for (const auto& who : order) {
      if (apart_.contains(who.first) || failing_.size() < 2) continue;
      try_apart(who.first, who.second, broken.at(who));
    }
  }

  bool may_set_apart(const std::string& leaf) const {
    return locked_.manifest.track_of(leaf).empty() && !locked_.manifest.keeps_own(leaf);
  }

  void try_apart(const std::string& raiser, const ModuleVersion& module,
                 const std::set<std::string>& broken) {
    Remedy& remedy = apart_[raiser];
    remedy.kind = Remedy::Kind::apart;
    remedy.track = free_track(locked_.manifest, raiser);
    remedy.mends = broken;
    remedy.change.leaves = {raiser};
    remedy.change.reason = fmt::format("needs {} {}, with which {} programs do not compile",
                                       module.path, module.version, broken.size());
    std::optional<Trial> trial = try_out();
    const bool helps = trial && trial->failing.size() + 2 <= failing_.size() &&
                       std::all_of(trial->failing.begin(), trial->failing.end(),
                                   [&](const auto& one) { return failing_.contains(one.first); });
    if (helps) {
      take(*std::move(trial));
    } else {
      apart_.erase(raiser);
    }
  }

  // --- holding back ------------------------------------------------------------------------------

  // step has each leaf that fails hold back more, and tries it; false if there is nothing to try.
  bool step() {
    std::vector<Patient*> changed;
    std::map<std::string, Patient> before;
    for (const auto& [name, symptoms] : failing_) {
      Patient& patient = patient_of(name);
      const Patient old = patient;
      if (!patient.next(symptoms, lock(), locked_.manifest, session_.facts.summaries())) continue;
      before.emplace(name, old);
      changed.push_back(&patient);
    }
    if (changed.empty()) return false;
    while (!changed.empty()) {
      if (std::optional<Trial> trial = try_out()) {
        take(*std::move(trial));
        return true;
      }
      if (trials_.runs() >= most_rounds) return false;
      refuse(changed, before);
    }
    return true;
  }

  // refuse finds the patients whose change can't be resolved, and has them hold back more.
  void refuse(std::vector<Patient*>& changed, const std::map<std::string, Patient>& before) {
    std::vector<Patient*> bad;
    for (Patient* const patient : changed) {
      Manifest manifest = with(apart_);
      for (auto& [name, other] : patients_) {
        const bool is_new = &other != patient && before.contains(name);
        (is_new ? before.at(name) : other).apply(manifest);
      }
      try {
        if (changed.size() > 1) trials_.resolve(manifest);
        if (changed.size() == 1) throw Error(fault_);
      } catch (const SecurityError&) {
        throw;
      } catch (const Error& error) {
        patient->fault = error.message();
        bad.push_back(patient);
      }
    }
    if (bad.empty()) bad = changed;  // only together they can't be resolved
    for (Patient* const patient : bad) {
      const Symptoms none;
      if (patient->next(none, lock(), locked_.manifest, session_.facts.summaries())) continue;
      patient->give_up();
      std::erase(changed, patient);
    }
  }

  Patient& patient_of(const std::string& leaf) {
    const auto known = patients_.find(leaf);
    if (known != patients_.end()) return known->second;
    return patients_
        .emplace(leaf, Patient(leaf, locked_.manifest,
                               own_build_list(locked_.manifest, locked_.folder.directory(),
                                              locked_.lock, session_, leaf)))
        .first->second;
  }

  // --- trying ------------------------------------------------------------------------------------

  Manifest with(const std::map<std::string, Remedy>& apart) const {
    Manifest manifest = locked_.manifest;
    for (const auto& [leaf, remedy] : apart) manifest.tracks[remedy.track] = remedy.change;
    return manifest;
  }

  Manifest manifest() const {
    Manifest result = with(apart_);
    for (const auto& [name, patient] : patients_) patient.apply(result);
    return result;
  }

  // try_out tries all changes there are; nullopt if they can't be resolved.
  std::optional<Trial> try_out() try {
    return trials_.run(manifest());
  } catch (const SecurityError&) {
    throw;
  } catch (const Error& error) {
    fault_ = error.message();
    return std::nullopt;
  }

  // --- less ----------------------------------------------------------------------------------------

  // drop_needless tries the holds of several modules without each of them.
  void drop_needless() {
    for (std::size_t place = 0; trials_.runs() < most_rounds; ++place) {
      std::map<std::string, Patient> before;
      for (auto& [name, patient] : patients_) {
        const Patient old = patient;
        if (!failing_.contains(name) && patient.drop(place)) before.emplace(name, old);
      }
      if (before.empty()) return;
      std::optional<Trial> trial = try_out();
      const bool all = trial && trial->failing.size() <= failing_.size();
      if (all) {
        take(*std::move(trial));
        --place;  // the next one has come to this place
        continue;
      }
      for (auto& [name, old] : before) {
        if (before.size() == 1 || !trial || trial->failing.contains(name)) {
          patients_.at(name) = std::move(old);
        }
      }
      // Those that are left without a pin were not tried with the others as they are now.
      if (before.size() == 1) continue;
      std::optional<Trial> rest = try_out();
      if (rest && rest->failing.size() <= failing_.size()) {
        take(*std::move(rest));
      } else {
        for (auto& [name, old] : before) patients_.at(name) = old;
      }
    }
  }

  // join gives leaves that hold back the same one track, if that is not more to build.
  void join() {
    std::map<std::string, std::vector<Patient*>> alike;  // by what they hold
    for (auto& [name, patient] : patients_) {
      if (!failing_.contains(name) && patient.is_new && patient.means != Remedy::Kind::own) {
        std::string key;
        for (const auto& [path, pin] : patient.pins) key += path + "@" + pin.version + "\n";
        if (!key.empty()) alike[key].push_back(&patient);
      }
    }
    for (const auto& [key, patients] : alike) {
      if (patients.size() < 2 || !latest_ || trials_.runs() >= most_rounds) continue;
      const std::string one = patients.front()->track;
      std::vector<std::string> tracks;
      for (Patient* const patient : patients) tracks.push_back(std::exchange(patient->track, one));
      std::optional<Trial> trial = try_out();
      if (trial && trial->failing.size() <= failing_.size() && trial->parts() <= latest_->parts()) {
        take(*std::move(trial));
        continue;
      }
      for (std::size_t i = 0; i < patients.size(); ++i) patients[i]->track = tracks[i];
    }
  }

  // --- the outcome -----------------------------------------------------------------------------

  // finish leaves out what did not help, tries the rest once more if that is another set, and notes
  // all of it in the proof.
  std::optional<Trial> finish() {
    for (const auto& [name, symptoms] : failing_) {
      const auto found = patients_.find(name);
      if (found == patients_.end()) continue;
      note_unmended(found->second);
      found->second.give_up();
    }
    if (latest_ && !failing_.empty()) {
      std::optional<Trial> trial = try_out();
      latest_.reset();
      if (trial && breaks_nothing(*trial)) latest_ = std::move(trial);
    }
    if (!latest_) {
      for (Proof::Leaf& leaf : proof_.leaves) {
        const bool is_open = leaf.verdict == Verdict::fails && leaf.unmended.empty();
        if (is_open) leaf.unmended = "what fixes it breaks other programs";
      }
      return std::nullopt;
    }
    note();
    if (proof_.remedies.empty()) return std::nullopt;
    return std::move(latest_);
  }

  void note_unmended(const Patient& patient) {
    std::string why = patient.fault;
    if (why.empty()) {
      why = patient.changes_nothing() ? "there is no module to hold back"
                                      : "it fails with its own versions of all modules too";
    }
    for (Proof::Leaf& leaf : proof_.leaves) {
      if (leaf.name == patient.leaf && leaf.verdict == Verdict::fails) leaf.unmended = why;
    }
  }

  bool breaks_nothing(const Trial& trial) const {
    return std::all_of(trial.failing.begin(), trial.failing.end(), [&](const auto& one) {
      const std::string& name = one.first;
      return std::any_of(proof_.leaves.begin(), proof_.leaves.end(), [&](const Proof::Leaf& leaf) {
        return leaf.name == name && leaf.verdict == Verdict::fails;
      });
    });
  }

  void note() {
    std::map<std::string, Remedy> remedies;  // by track, which of a leaf alone has its name
    for (const auto& [leaf, remedy] : apart_) remedies[remedy.track] = remedy;
    for (const auto& [name, patient] : patients_) {
      if (patient.changes_nothing()) continue;
      Remedy& remedy = remedies[patient.track];
      patient.describe(remedy);
    }
    for (auto& [track, remedy] : remedies) {
      remedy.parts = static_cast<long>(latest_->parts(track)) - parts_before(remedy);
      proof_.remedies.push_back(std::move(remedy));
    }
    proof_.parts = before().part_count();
    proof_.mended_parts = latest_->parts();
  }

  // before is the graph of the set as it is.
  const SetGraph& before() {
    if (!before_) before_ = set_graph::of(locked_.lock.set, Configurations::of(locked_.lock));
    return *before_;
  }

  static bool is_only_of(const Remedy& remedy, const SetGraph::View& view,
                         const std::string& path) {
    const auto users = view.users.find(path);
    const std::vector<std::string>& leaves = remedy.change.leaves;
    return users != view.users.end() &&
           std::all_of(users->second.begin(), users->second.end(), [&](const std::string& user) {
             return std::count(leaves.begin(), leaves.end(), user) > 0;
           });
  }

  // parts_before counts the parts of the tracks that its leaves have now, and of the set those that
  // are for them alone.
  long parts_before(const Remedy& remedy) {
    std::set<std::string> tracks{remedy.track};
    for (const std::string& leaf : remedy.change.leaves) {
      tracks.insert(locked_.lock.set.leaves.at(leaf).track);
    }
    long result = 0;
    // What of the set only they use goes.
    const SetGraph::View& set = latest_->relocked.graph.base;
    for (const auto& [name, instance] : before().instances) {
      const std::string& path = instance.path;
      const bool is_of_set = name == set_graph::part_key(path, instance.part);
      if (is_of_set && !set.users.contains(path) && is_only_of(remedy, before().base, path)) {
        ++result;
      }
    }
    for (const std::string& track : tracks) {
      const auto found = before().tracks.find(track);
      if (found != before().tracks.end()) result += static_cast<long>(found->second.apart.size());
    }
    return result;
  }

  Proof& proof_;
  const LockedFolder& locked_;
  Session& session_;
  RemedyTrials trials_;
  Failing failing_;  // leaves in the latest trial, with what fails
  std::map<std::string, Patient> patients_;
  std::map<std::string, Remedy> apart_;  // by the leaf that gets a track
  std::optional<Trial> latest_;          // nothing: the set as it is
  std::string fault_;                    // why the last one could not be resolved
  std::optional<SetGraph> before_;
};

}  // namespace

std::optional<Trial> find_remedies(Proof& proof, const LockedFolder& locked,
                                   const ProveRequest& request, PackageChecks& checks,
                                   Session& session, const ProveProgress& progress) {
  if (proof.count(Verdict::fails) == 0) return std::nullopt;
  const KeptRemedies kept(proof, locked, request, checks);
  if (!request.is_to_be_mended && kept.recall(proof)) return std::nullopt;
  std::optional<Trial> trial = Search(proof, locked, request, checks, session, progress).run();
  kept.keep(proof);
  return trial;
}

}  // namespace goset
