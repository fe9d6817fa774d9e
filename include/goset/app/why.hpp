#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "goset/app/session.hpp"
#include "goset/go/module.hpp"
#include "goset/resolve/resolution.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/lock.hpp"

namespace goset {

// Why says who needs a module, or the module that provides a package, and who set its version. A
// lock does not hold that: it follows from the versions in the lock and the leaves' own build lists,
// or, if goset.toml or a leaf has changed since, from resolving the set again.
struct Why {
  // Step is a package in a line of imports; its module has no version if it is the leaf's own.
  struct Step {
    std::string package;
    ModuleVersion module;
  };
  // User is a leaf with the line of imports from one of its packages to what was asked for.
  struct User {
    std::string leaf;
    std::string module;
    std::vector<Step> line;
    TagChoice tags = {};  // of its optional ones, those without which it needs nothing of it
  };
  // Version is one that is needed, and what leaves alone would have in its place.
  struct Version {
    ModuleVersion module;
    std::string track;  // empty: the set's
    std::vector<std::string> because;
    std::map<std::string, std::string> alone;  // by leaf
    std::vector<std::string> owners = {};      // leaves whose own version it is; else it is none
    bool is_explained = true;                  // else only the rounds of a resolution can say more
  };
  // Listed is the version in the build list of a leaf that needs no package of the module.
  struct Listed {
    std::string version;
    std::string requirer;  // the module that requires it; empty: the leaf does
  };

  std::string subject;
  std::vector<User> users;
  std::vector<Version> versions;
  std::map<std::string, Listed> listed;  // by leaf; only if there is no user

  bool is_empty() const { return users.empty() && listed.empty(); }

  // of answers for the path of a module or package, of one leaf if that is not empty.
  static Why of(const resolve::Resolution& resolution, const std::string& subject,
                const std::string& leaf);

  // reasons says why the leaves of a track (empty: of none) have a version; none if that only follows
  // from the rounds of a resolution.
  static std::vector<std::string> reasons(const resolve::Resolution& resolution,
                                          const std::string& track, const ModuleVersion& m);
};

// WhyGo says who demands the newest Go of all.
struct WhyGo {
  struct Demand {
    std::string who;  // "leaf NAME", or a module and its version
    // Of a module, its requirers: the direct one first.
    std::optional<std::vector<std::string>> required_by;
  };
  std::string go;  // empty: no module or leaf has a go line
  std::vector<Demand> by;

  static WhyGo of(const GoSet& set, const resolve::Resolution& resolution);
};

// why resolves the set of a folder and answers for a module or package. Throws Error for a leaf
// that is none, and where nothing in the set has to do with the subject.
Why why(const Folder& folder, const std::string& subject, const std::string& leaf, Session& session,
        const std::function<void(const std::string&)>& progress);

// with_locked_resolution resolves the set of a folder, of which there must be a lock, and hands what it
// found to `use`, with the set of the lock. Throws Error if there is no lock.
void with_locked_resolution(
    const Folder& folder, Session& session, const std::function<void(const std::string&)>& progress,
    const std::function<void(const GoSet&, const resolve::Resolution&)>& use);

// why_go resolves likewise. Throws Error if there is no lock.
WhyGo why_go(const Folder& folder, Session& session,
             const std::function<void(const std::string&)>& progress);

}  // namespace goset
