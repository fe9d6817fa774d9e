#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/app/prove.hpp"
#include "goset/app/remedy.hpp"
#include "goset/facts/configurations.hpp"
#include "goset/facts/summary_cache.hpp"
#include "goset/model/lock.hpp"
#include "goset/model/manifest.hpp"

namespace goset {

using Symptoms = std::vector<Proof::Failure>;  // of one leaf, those that it does not have alone

// free_track returns a name that no track of goset.toml has: this one, if it can.
std::string free_track(const Manifest& manifest, const std::string& name);

// Patient is a leaf that a set breaks, and what is held back for it so far.
struct Patient {
  // `own` are the versions that the leaf has alone, by path.
  Patient(std::string leaf_name, const Manifest& manifest,
          std::map<std::string, std::string> own_versions);

  // next holds back the next that may help against what fails in a set, or where that is not known,
  // as nothing could be resolved; false if there is no more.
  bool next(const Symptoms& symptoms, const Lock& lock, const Manifest& manifest,
            SummaryCache& summaries);
  // give_up holds nothing back any more.
  void give_up();
  // drop takes one of several modules out that are held; false if there is none at that place.
  bool drop(std::size_t place);

  // keeps_own reports whether the leaf gets `versions = "own"`, and is in no track.
  bool keeps_own() const { return keeps_own_; }
  bool changes_nothing() const { return pins.empty() && !keeps_own_; }
  void apply(Manifest& manifest) const;
  void describe(Remedy& remedy) const;

  std::string leaf;
  std::string track;
  bool is_new = true;  // the track
  std::map<std::string, std::string> own;
  Remedy::Kind means = Remedy::Kind::hold;
  Pins pins;
  std::string reason;
  std::string fault;  // why what was tried last can't be
  bool is_given_up = false;

 private:
  void hold(const std::string& path, const Manifest& manifest);
  void hold_family(const std::string& path, const GoSet& set, const Manifest& manifest,
                   SummaryCache& summaries);
  void hold_all(const GoSet& set, const Configurations& configurations, const Manifest& manifest);
  bool try_own(const Manifest& manifest);
  int compare_pin(const Pins::value_type& pin) const;
  void note_reason(const Symptoms& symptoms, const GoSet& set);
  const ModuleVersion* to_blame(const Proof::Failure& failure, const GoSet& set) const;
  bool differs(const std::string& path, const GoSet& set) const;

  bool may_keep_own_ = false;
  bool keeps_own_ = false;
  std::set<std::string> blamed_;
  int steps_ = 0;  // with the same means
};

}  // namespace goset
