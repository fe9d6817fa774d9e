#include "goset/app/fails_alone.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "goset/app/relock.hpp"
#include "goset/error.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/prove/instance_keys.hpp"
#include "goset/prove/merge_instances.hpp"

namespace goset {

namespace {

using Id = Instances::Id;

// Alone tries leaves with the versions that they have alone. What is not known of any of them is
// checked at once: the checker starts once for each configuration.
class Alone {
 public:
  Alone(Proof& proof, const LockedFolder& locked, PackageChecks& checks, Session& session,
        const std::function<void(const std::string&)>& progress)
      : proof_(proof), locked_(locked), checks_(checks), session_(session), progress_(progress) {}

  // add recalls what is known of a leaf, and resolves it alone if that is not all.
  void add(Proof::Leaf& leaf) {
    const std::string source = alone_identity(leaf.name, locked_.lock.set.leaves.at(leaf.name),
                                              locked_.folder.directory());
    std::map<Configuration, Open> open;
    for (const std::size_t number : leaf.failures) {
      const Proof::Failure& failure = proof_.failures[number];
      if (leaf.unsupported.contains(failure.configuration)) continue;  // not so alone
      const Sha256Digest key = key_of(failure, source);
      const PackageResult* const known = checks_.results().find(key);
      if (!known) {
        Open& one = open[failure.configuration];
        one.leaf = &leaf;
        one.failures.emplace(number, key);
      } else if (!known->is_sound()) {
        leaf.failures_alone.insert(number);
      }
    }
    if (open.empty() || !progress_) return;
    progress_(fmt::format("resolving programs alone: {}", leaf.name));
    const Lock alone = lock_alone(locked_.manifest, locked_.folder.directory(), locked_.lock,
                                  session_, leaf.name, [](const std::string&) {});
    const Configurations all = Configurations::of(alone);
    for (auto& [configuration, one] : open) {
      one.instances = Instances::of(
          alone.set, all, all.bit(configuration.platform, configuration.cgo), {leaf.name});
      open_[configuration].push_back(std::move(one));
    }
  }

  void run() {
    for (auto& [configuration, leaves] : open_) {
      if (leaves.size() > 1 && try_in(configuration, leaves)) continue;
      // One at a time, so that it is known which of them can't be tried.
      for (const Open& one : leaves) try_in(configuration, {one});
    }
  }

 private:
  // Open is a leaf with failures in one configuration of which it is not known what they are alone.
  struct Open {
    Proof::Leaf* leaf = nullptr;
    std::map<std::size_t, Sha256Digest> failures;  // numbers, and where results are kept
    Instances instances;
  };

  Sha256Digest key_of(const Proof::Failure& failure, const std::string& source) const {
    return sha256(fmt::format("alone\n{}\n{}\n{}\n{}\n{}", checks_.version(),
                              failure.configuration.str(), failure.package,
                              fmt::join(failure.tags, ","), source));
  }

  // try_in returns false if a leaf of several could not be tried; of a single one it notes why.
  bool try_in(const Configuration& configuration, const std::vector<Open>& leaves) try {
    std::vector<Instances> parts;
    for (const Open& one : leaves) parts.push_back(one.instances);
    const Instances instances = merge_instances(parts);
    std::vector<bool> wanted(instances.packages.size());
    for (const Open& one : leaves) {
      for (const auto& [number, id] : places(instances, one)) wanted[id] = true;
    }
    const std::vector<PackageResult> results =
        checks_.run_some(locked_.lock, configuration, instances, wanted);
    for (const Open& one : leaves) {
      const std::map<std::size_t, Id> ids = places(instances, one);
      for (const auto& [number, key] : one.failures) {
        const auto found = ids.find(number);
        PackageResult result;  // a package that it does not need alone can't fail
        if (found != ids.end()) result = results[found->second];
        if (!result.is_sound()) one.leaf->failures_alone.insert(number);
        checks_.results().store(key, std::move(result));
      }
    }
    return true;
  } catch (const SecurityError&) {
    throw;
  } catch (const Error& error) {
    if (leaves.size() == 1) leaves.front().leaf->untried = error.message();
    return false;
  }

  // places returns the instances of a leaf's failures, by their numbers.
  std::map<std::size_t, Id> places(const Instances& instances, const Open& one) const {
    std::map<std::string, std::vector<Id>> by_path;
    for (const Id id : instances.needed_by(one.leaf->name)) {
      by_path[instances.packages[id].import_path].push_back(id);
    }
    std::map<std::size_t, Id> result;
    for (const auto& [number, key] : one.failures) {
      const Proof::Failure& failure = proof_.failures[number];
      const auto found = by_path.find(failure.package);
      if (found == by_path.end()) continue;
      // At other versions its files may ask for other tags.
      const auto same = std::find_if(found->second.begin(), found->second.end(), [&](Id id) {
        return instances.packages[id].tags == failure.tags;
      });
      result.emplace(number, same == found->second.end() ? found->second.back() : *same);
    }
    return result;
  }

  Proof& proof_;
  const LockedFolder& locked_;
  PackageChecks& checks_;
  Session& session_;
  const std::function<void(const std::string&)>& progress_;
  std::map<Configuration, std::vector<Open>> open_;
};

}  // namespace

std::string alone_identity(const std::string& name, const SetLeaf& leaf,
                           const std::filesystem::path& folder) {
  std::string result = fmt::format("{}\n{}@{} {} {}\n{} {} {} {}\n", name, leaf.module,
                                   leaf.version, leaf.sum, leaf.archive_hash, leaf.go_mod_sum,
                                   leaf.go_sum_hash, leaf.work_hash, leaf.work_sum_hash);
  for (const std::string& tag : leaf.tags) result += tag + " ";
  if (!leaf.optional_tags.empty()) result += tag_choice::text(leaf.optional_tags) + " ";
  for (const SetLeafModule& m : leaf.modules) result += m.go_mod_sum + " ";
  if (leaf.path.empty()) return result;
  const auto add = [&](const std::string& directory, const auto& packages) {
    for (const auto& [below, facts] : packages) {
      result += go_files_digest(folder / leaf.path / directory / below) + "\n";
    }
  };
  add(leaf.directory, leaf.packages);
  for (const SetLeafModule& m : leaf.modules) add(m.directory, m.packages);
  return result;
}

void find_failures_alone(Proof& proof, const LockedFolder& locked, PackageChecks& checks,
                         Session& session,
                         const std::function<void(const std::string&)>& progress) {
  Alone alone(proof, locked, checks, session, progress);
  for (Proof::Leaf& leaf : proof.leaves) {
    if (leaf.failures.empty()) continue;
    try {
      alone.add(leaf);
    } catch (const SecurityError&) {
      throw;
    } catch (const Error& error) {
      leaf.untried = error.message();
    }
  }
  alone.run();
  checks.results().save();
}

}  // namespace goset
