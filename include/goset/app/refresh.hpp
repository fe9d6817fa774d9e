#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/relock.hpp"
#include "goset/set/change.hpp"
#include "goset/set/unused.hpp"
#include "goset/store/changes.hpp"
#include "goset/store/conflict.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/set_files.hpp"

namespace goset {

// Refresh makes lock and generated file follow goset.toml and what it includes. It is asked whether
// there is anything to do, then for the new lock, and then all that changes, these files included,
// is written at once.
class Refresh {
 public:
  // Request is what a command wants besides.
  struct Request {
    bool compact = false;  // modules that are in more parts than they need are put together again
    bool whole_paths = false;         // files are named by whole paths
    std::filesystem::path from = {};  // the lock to start from, if not the one that is there
    std::map<std::string, std::string> asked = {};    // versions that modules should get, by path
    std::vector<std::string> programs = {};           // leaves that must have a main package
    std::vector<Unused> dropped = {};                 // pins that were taken out of goset.toml
    std::vector<SetChange::HeldBack> held_back = {};  // known before resolution
  };

  // The folder must outlive the object. Throws Error for files that can't be read, and for a lock to
  // start from that is none.
  Refresh(const Folder& folder, const SetFiles& files, Request request);

  // is_current reports whether lock and generated file follow from goset.toml as they are.
  bool is_current() const { return is_current_; }

  // keep is for a lock that is current: at most the record of what it gave is added. relock
  // resolves the set; adopt takes a lock that was made of the same files already.
  // relock and adopt throw Error for a leaf that should be a program and is none.
  void keep();
  void relock(Session& session, const std::function<void(const std::string&)>& progress);
  void adopt(Relocked relocked);

  // After one of these:
  // change compares the sets; for a large one that takes a while.
  SetChange change() const;
  bool changes_files() const { return !changes_.planned().empty(); }
  // changed_names returns the names of these files, relative to the folder.
  std::vector<std::string> changed_names() const { return names(); }
  const GoSet& set() const { return relocked_ ? relocked_->lock.set : before_->set; }
  const GoSet* before() const { return before_ ? &before_->set : nullptr; }
  const std::optional<Relocked>& relocked() const { return relocked_; }
  // unused returns the decisions that the new lock does not need, but floors just asked for, which
  // are for a time to come.
  std::vector<Unused> unused() const;
  // written and removed return names of files, in the order of the data flow; of a directory, its name
  // and how many.
  std::vector<std::string> written() const { return names_of(true); }
  std::vector<std::string> removed() const { return names_of(false); }
  // commit writes all files or none.
  void commit() { changes_.commit(); }

 private:
  void plan(TextFiles lock, TextFiles packages);
  void need_programs() const;
  SetChange change_from(const std::optional<Lock>& before) const;
  std::vector<std::string> names() const;
  std::vector<std::string> names_of(bool is_there) const;
  std::vector<std::string> files() const;
  std::vector<SetChange::HeldBack> held_back() const;

  const Folder& folder_;
  Request request_;
  const Manifest manifest_;
  const KnownLock known_;
  const std::optional<Lock>& before_;
  std::optional<Lock> from_;  // as Request::from
  Changes changes_;
  bool is_current_ = false;
  std::optional<Relocked> relocked_;
};

}  // namespace goset
