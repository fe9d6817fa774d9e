#include "goset/app/proving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "goset/app/missing_packages.hpp"
#include "goset/error.hpp"
#include "goset/go/toolchain_version.hpp"
#include "goset/set/go_floor.hpp"
#include "goset/set/set_graph.hpp"

// From a lock to verdicts:
//
//   configurations  those in which each leaf is looked at
//   instances       the distinct packages that the leaves need there (src/prove/instances.cpp)
//   sources         where their files are: zips of the cache, leaves on disk, unpacked archives
//   results         of the type checker, one run for each configuration
//   alone           a leaf that fails is tried with the versions that it has alone
//   verdicts        a leaf builds if all that it needs does

namespace goset {

namespace {

using Id = Instances::Id;
using Verdict = Proof::Verdict;

class Proving {
 public:
  Proving(const LockedFolder& locked, Depth depth, PackageChecks& checks, Session& session,
          const ProveProgress& progress)
      : locked_(locked),
        depth_(depth),
        lock_(locked_.lock),
        session_(session),
        progress_(progress),
        configurations_(Configurations::of(lock_)),
        checks_(checks) {
    proof_.depth = depth;
    check_go();
    checks_.begin();
  }

  Proof run(const ProveRequest& request) {
    std::map<Configuration, std::set<std::string>> wanted = begin(request);
    std::map<Configuration, Instances> instances;
    for (const auto& [configuration, leaves] : wanted) {  // more may be added with cgo
      const ConfigMask bit = configurations_.bit(configuration.platform, configuration.cgo);
      Instances& found = instances[configuration] =
          Instances::of(lock_.set, configurations_, bit, leaves);
      if (!configuration.cgo && !request.cgo) try_with_cgo(configuration.platform, found, wanted);
    }
    for (const auto& [configuration, found] : instances) {
      judge(configuration, found,
            request.known_only ? recalled(configuration, found)
                               : checks_.run(lock_, configuration, found));
    }
    proof_.packages = checks_.packages();
    proof_.checked = checks_.checked();
    const std::function<void(const std::string&)> lines =
        request.known_only ? nullptr : progress_.lines;
    find_missing_packages(proof_, locked_, checks_, session_, lines);
    find_failures_alone(proof_, locked_, checks_, session_, lines);
    finish();
    return std::move(proof_);
  }

 private:
  void check_go() const {
    const GoFloor floor = GoFloor::of(lock_.set);
    if (floor.go.empty() || toolchain_version::compare(floor.go, checks_.go().version) <= 0) return;
    throw Error(fmt::format("the set needs go {}, and the go command is {}", floor.go,
                            checks_.go().version),
                {fmt::format("{} needs it", floor.who)});
  }

  // begin lists the leaves, and returns which of them are looked at in which configurations.
  std::map<Configuration, std::set<std::string>> begin(const ProveRequest& request) {
    const std::set<std::string> asked(request.leaves.begin(), request.leaves.end());
    std::map<Configuration, std::set<std::string>> result;
    for (const auto& [name, leaf] : lock_.set.leaves) {
      if (!asked.empty() && !asked.contains(name)) continue;
      Proof::Leaf& entry = proof_.leaves.emplace_back();
      entry.name = name;
      entry.track = leaf.track;
      entry.keeps_own = lock_.set.keeps_own(leaf.track);
      note_unsupported(request, leaf, entry);
      for (const Platform& platform : platforms(request, leaf)) {
        if (const auto configuration = configuration_of(leaf, platform, request.cgo)) {
          entry.configurations.push_back(*configuration);
          result[*configuration].insert(name);
        } else if (entry.reason.empty()) {
          entry.reason = fmt::format("not supported on {}", platform.str());
          if (request.cgo) entry.reason += *request.cgo ? " with cgo" : " without cgo";
        }
      }
    }
    return result;
  }

  // note_unsupported notes the platforms that are asked for, or else this machine's, if the lock says
  // that the leaf can't be built there.
  void note_unsupported(const ProveRequest& request, const SetLeaf& leaf,
                        Proof::Leaf& entry) const {
    std::vector<Platform> asked = request.platforms;
    if (asked.empty()) asked.push_back(checks_.go().host);
    for (const Platform& platform : asked) {
      if (configurations_.bit(platform, false) == 0) continue;
      if (configuration_of(leaf, platform, std::nullopt)) continue;
      const ConfigMask bits =
          configurations_.bit(platform, false) | configurations_.bit(platform, true);
      std::string& why = entry.unsupported[{platform, false}];
      for (const auto& [constraint, reason] : leaf.unsupported) {
        const ConfigMask mask = configurations_.mask(BuildConstraint::parse(constraint), {});
        if ((mask & bits) != 0) why = reason;
      }
    }
  }

  // try_with_cgo moves leaves that have nothing to compile without cgo.
  void try_with_cgo(const Platform& platform, Instances& found,
                    std::map<Configuration, std::set<std::string>>& wanted) {
    for (Proof::Leaf& leaf : proof_.leaves) {
      if (!found.has(leaf.name) || !found.needed_by(leaf.name).empty()) continue;
      const auto with_cgo = configuration_of(lock_.set.leaves.at(leaf.name), platform, true);
      if (!with_cgo) continue;
      std::erase_if(found.leaves,
                    [&](const auto& one) { return tag_choice::leaf_of(one.first) == leaf.name; });
      std::replace(leaf.configurations.begin(), leaf.configurations.end(),
                   Configuration{platform, false}, *with_cgo);
      wanted[*with_cgo].insert(leaf.name);
    }
  }

  // platforms returns those that are asked for; or this machine's, or else the first of the set's that
  // the leaf can be built for.
  std::vector<Platform> platforms(const ProveRequest& request, const SetLeaf& leaf) const {
    for (const Platform& platform : request.platforms) {
      if (configurations_.bit(platform, false) != 0) continue;
      throw Error(fmt::format("{} is not a platform of the set", platform.str()),
                  {fmt::format("`platforms` in {} lists them", Manifest::file_name)});
    }
    if (!request.platforms.empty()) return request.platforms;
    std::vector<Platform> all{checks_.go().host};
    all.insert(all.end(), lock_.platforms.begin(), lock_.platforms.end());
    for (const Platform& platform : all) {
      if (configuration_of(leaf, platform, request.cgo)) return {platform};
    }
    return {lock_.platforms.front()};
  }

  std::optional<Configuration> configuration_of(const SetLeaf& leaf, const Platform& platform,
                                                std::optional<bool> cgo) const {
    const ConfigMask supported = set_graph::supported(leaf, configurations_);
    const bool first = depth_ == Depth::compile && platform == checks_.go().host;
    for (const bool one : {first, !first}) {
      if (cgo && *cgo != one) continue;
      if ((supported & configurations_.bit(platform, one)) != 0) {
        return Configuration{platform, one};
      }
    }
    return std::nullopt;
  }

  // recalled returns what is known, and says of leaves that something is not.
  std::vector<PackageResult> recalled(const Configuration& configuration,
                                      const Instances& instances) {
    const auto known = checks_.recall(lock_, configuration, instances);
    for (Proof::Leaf& leaf : proof_.leaves) {
      const std::vector<Id> needed = instances.needed_by(leaf.name);
      const auto is_known = [&](Id id) { return known[id].has_value(); };
      if (std::all_of(needed.begin(), needed.end(), is_known)) continue;
      leaf.reason = "there is no proof at these versions";
    }
    std::vector<PackageResult> results;
    for (const auto& one : known) results.push_back(one.value_or(PackageResult()));
    return results;
  }

  // judge adds to the leaves what was found of their packages.
  void judge(const Configuration& configuration, const Instances& instances,
             const std::vector<PackageResult>& results) {
    std::map<Id, std::size_t> numbers;  // of failures
    for (Proof::Leaf& leaf : proof_.leaves) {
      if (!instances.has(leaf.name)) continue;
      const std::vector<Id> needed = instances.needed_by(leaf.name);
      if (needed.empty()) {
        leaf.reason = fmt::format("no package of it is compiled on {}", configuration.str());
      }
      leaf.packages += needed.size();
      for (const Id id : needed) {
        if (results[id].is_sound() || fails_otherwise(leaf, configuration, instances, id, results))
          continue;
        const auto [number, is_new] = numbers.emplace(id, proof_.failures.size());
        if (is_new) add_failure(configuration, instances, id, results[id], leaf.name);
        Proof::Failure& failure = proof_.failures[number->second];
        failure.leaves.insert(leaf.name);
        if (leaf.track != failure.track) failure.track.clear();
        leaf.failures.push_back(number->second);
      }
    }
  }

  // fails_otherwise reports whether a leaf has the same failure already: its own packages are
  // compiled with each choice of its optional tags.
  bool fails_otherwise(const Proof::Leaf& leaf, const Configuration& configuration,
                       const Instances& instances, Id id,
                       const std::vector<PackageResult>& results) const {
    const PackageInstance& package = instances.packages[id];
    return std::any_of(leaf.failures.begin(), leaf.failures.end(), [&](std::size_t number) {
      const Proof::Failure& known = proof_.failures[number];
      return known.package == package.import_path && known.configuration == configuration &&
             known.tags != package.tags && known.problems == results[id].problems;
    });
  }

  void add_failure(const Configuration& configuration, const Instances& instances, Id id,
                   const PackageResult& result, const std::string& name) {
    const SetLeaf& leaf = lock_.set.leaves.at(name);
    const PackageInstance& package = instances.packages[id];
    const PackageSource& source = instances.sources[package.source];
    Proof::Failure& failure = proof_.failures.emplace_back();
    failure.package = package.import_path;
    failure.tags = package.tags;
    std::set_intersection(package.tags.begin(), package.tags.end(), leaf.optional_tags.begin(),
                          leaf.optional_tags.end(), std::back_inserter(failure.choice));
    failure.module = source.module.path.empty() ? ModuleVersion{source.path, ""} : source.module;
    failure.track = leaf.track;
    failure.configuration = configuration;
    failure.count = result.count;
    failure.problems = result.problems;
    failure.involved = involved(instances, id, failure, leaf);
  }

  // involved lists the modules that the problems of a package have to do with.
  std::vector<ModuleVersion> involved(const Instances& instances, Id id,
                                      const Proof::Failure& failure, const SetLeaf& leaf) const {
    const std::map<std::string, Id> below = sources_below(instances, id);
    std::vector<ModuleVersion> result;
    const auto add = [&](Id source) {
      const std::string& path = instances.sources[source].path;
      const SetModule* const module = lock_.set.module(leaf.track, path);
      // What a leaf replaces is the same alone.
      if (!module || !module->replace.path.empty()) return;
      const ModuleVersion m{path, module->version};
      if (std::find(result.begin(), result.end(), m) == result.end()) result.push_back(m);
    };
    const Id own = instances.packages[id].source;
    for (const PackageProblem& problem : failure.problems) {
      for (const std::string& path : problem.involved) {
        const auto found = below.find(path);
        if (found != below.end() && found->second != own) add(found->second);
      }
    }
    add(own);
    // Whoever leads from the package to what its problems have to do with may have brought that in.
    for (const Id import : instances.packages[id].imports) {
      const PackageInstance& direct = instances.packages[import];
      std::map<std::string, Id> reached = sources_below(instances, import);
      reached.emplace(direct.import_path, direct.source);
      const bool leads = std::any_of(
          failure.problems.begin(), failure.problems.end(), [&](const PackageProblem& problem) {
            return std::any_of(problem.involved.begin(), problem.involved.end(),
                               [&](const std::string& path) { return reached.contains(path); });
          });
      if (leads && direct.source != own) add(direct.source);
    }
    return result;
  }

  // sources_below returns the sources of all packages that one imports, directly or not, by import
  // path.
  static std::map<std::string, Id> sources_below(const Instances& instances, Id id) {
    std::map<std::string, Id> result;
    std::vector<Id> queue{id};
    while (!queue.empty()) {
      const PackageInstance& package = instances.packages[queue.back()];
      queue.pop_back();
      for (const Id import : package.imports) {
        const PackageInstance& next = instances.packages[import];
        if (result.emplace(next.import_path, next.source).second) queue.push_back(import);
      }
    }
    return result;
  }

  void finish() {
    for (Proof::Leaf& leaf : proof_.leaves) {
      const bool is_alone = leaf.failures_alone.size() == leaf.failures.size();
      leaf.verdict = !leaf.failures.empty() ? is_alone ? Verdict::fails_alone : Verdict::fails
                     : !leaf.reason.empty() ? Verdict::not_proven
                                            : Verdict::builds;
    }
  }

  const LockedFolder& locked_;
  const Depth depth_;
  const Lock& lock_;  // of it
  Session& session_;
  const ProveProgress& progress_;
  const Configurations configurations_;
  PackageChecks& checks_;
  Proof proof_;
};

}  // namespace

Proof prove_set(const LockedFolder& locked, const ProveRequest& request, PackageChecks& checks,
                Session& session, const ProveProgress& progress) {
  return Proving(locked, request.depth, checks, session, progress).run(request);
}

}  // namespace goset
