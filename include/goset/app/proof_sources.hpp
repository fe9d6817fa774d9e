#pragma once

#include <map>
#include <memory>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/model/lock.hpp"
#include "goset/prove/instances.hpp"
#include "goset/prove/type_plan.hpp"
#include "goset/store/folder.hpp"

namespace goset {

// ProofSources finds the files of a locked set: zips in the caches, leaves on disk, archives, which
// it unpacks into a temporary directory.
class ProofSources {
 public:
  ProofSources(const Folder& folder, const Lock& lock, Session& session);

  // want asks for sources of instances, finish waits for those that have to be downloaded. Throws
  // Error if one can't be had, and SecurityError for other bytes than the lock states.
  void want(const Instances& instances, const std::vector<Instances::Id>& sources);
  void finish();

  // places returns, by source of the instances, where those are that were asked for.
  std::vector<TypePlan::Place> places(const Instances& instances,
                                      const std::vector<Instances::Id>& sources) const;

  // directory returns where a source in a leaf's own files is; in an archive, after finish().
  std::filesystem::path directory(const PackageSource& source) const;

 private:
  void download();
  std::filesystem::path zip(const ModuleVersion& m) const;

  const std::filesystem::path folder_;
  const Lock& lock_;
  Session& session_;
  std::unique_ptr<Archives> archives_;            // if any leaf is in one
  std::map<ModuleVersion, std::string> missing_;  // zips, with the sum that the lock has
};

}  // namespace goset
