#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "goset/fetch/module_cache.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/go/sum_file.hpp"
#include "goset/model/lock.hpp"
#include "goset/model/witness.hpp"
#include "goset/verify/sum_index.hpp"
#include "goset/verify/sumdb.hpp"

namespace goset {

// ReadSums is what a run knows of checksums, once it has read what it needs.
class ReadSums {
 public:
  virtual ~ReadSums() = default;

  // zips returns the modules whose zips were read in this run, with their `h1:`, and go_mods every
  // go.mod that was read.
  virtual std::map<ModuleVersion, std::string> zips() const = 0;
  virtual const std::unordered_map<ModuleVersion, std::string>& go_mods() const = 0;
  // zip_sum returns the `h1:` of a module's zip, read or known from before; empty for neither.
  virtual std::string zip_sum(const ModuleVersion& m) const = 0;
  // is_fresh reports whether the module's zip was read in this run.
  virtual bool is_fresh(const ModuleVersion& m) const = 0;
  // was_downloaded reports whether a file came from a proxy in this run, and not from a cache.
  virtual bool was_downloaded(const ModuleSource::FileId& file) const = 0;
};

// DamagedCache is thrown where files of a cache turn out to be wrong after they were used. They are
// forgotten already; who catches it begins anew and takes none of them from a cache.
struct DamagedCache {
  std::set<ModuleSource::FileId> files;
};

// Witnesses decides who vouches for a module's zip and for its go.mod: a go.sum of the leaves, the
// lock before, and for what none of them covers the checksum database.
class Witnesses {
 public:
  // `forget` is called for a zip, or a go.mod, with other bytes than the checksum database knows.
  Witnesses(const std::optional<Lock>& old, Sumdb& sumdb, const ModuleCache& cache,
            std::function<void(const ModuleVersion&, bool go_mod)> forget)
      : old_(old), sumdb_(sumdb), cache_(cache), forget_(std::move(forget)) {}

  // add_sums takes a go.sum of a leaf into account; `origin` names it ("go.sum of fzf").
  void add_sums(const std::string& origin, const SumLines& sums) { sums_.add(origin, sums); }

  // claims is what is known of a file before it is read.
  std::vector<ModuleSource::Claim> claims(const ModuleVersion& m, bool go_mod) const;

  // ask asks the checksum database about a file where nobody else vouches for it; the answer is
  // waited for by verify.
  void ask(const ModuleVersion& m, bool go_mod);

  // verify compares everything that was read, and the `needed` modules that only the lock before
  // knows, with what the checksum database says. Throws as Sumdb::finish, and for other bytes than
  // it knows, which are dropped from the caches, SecurityError if any of them was downloaded or is
  // in the lock, else DamagedCache.
  void verify(const ReadSums& read, const std::set<ModuleVersion>& needed);

  // witness says who vouches for a module's zip after all. Throws SecurityError where a go.sum that
  // was read after the zip says something else.
  Witness witness(const ModuleVersion& m, const ReadSums& read) const;

  // unverified_mods returns the go.mod files that nobody vouches for, as a lock states them.
  std::map<std::string, std::set<ModuleVersion>> unverified_mods(const ReadSums& read,
                                                                 const GoSet& set) const;

 private:
  bool go_sum_covers(const ModuleVersion& m, bool go_mod) const;
  bool is_covered(const ModuleVersion& m, bool go_mod) const;
  bool was_unverified(const ModuleVersion& m) const;
  std::string locked_sum(const ModuleVersion& m, bool go_mod) const;
  const SetCandidate* locked_candidate(const ModuleVersion& m) const;

  // Locked is what the lock before has of a module.
  struct Locked {
    std::string sum;
    std::string go_mod_sum;
    std::string verified;  // empty as well where the record was edited
  };
  const Locked* locked(const ModuleVersion& m) const;

  const std::optional<Lock>& old_;
  Sumdb& sumdb_;
  const ModuleCache& cache_;
  std::function<void(const ModuleVersion&, bool go_mod)> forget_;
  SumIndex sums_;
  mutable std::optional<std::unordered_map<ModuleVersion, Locked>> locked_;
};

}  // namespace goset
