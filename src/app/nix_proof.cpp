#include "goset/app/nix_proof.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <sstream>

#include "goset/app/blame.hpp"
#include "goset/app/current_lock.hpp"
#include "goset/app/nix_store.hpp"
#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/os/scratch_processes.hpp"
#include "goset/prove/nix_log.hpp"
#include "goset/set/set_graph.hpp"
#include "goset/store/lock_file.hpp"
#include "goset/store/set_files.hpp"

// Nix names derivations that it can't build. A leaf's is NAME-VERSION, a part's go-PATH-VERSION
// (nix/builders/build-module.nix, build-leaf.nix), so each name leads back to the lock. A leaf fails
// if its derivation is among these, and the parts that failed and that it needs are why. If it fails
// for something else, as its source or a program of nixpkgs, that says nothing about the set.

namespace goset {

namespace {

using Verdict = Proof::Verdict;

// this_machine returns what Nix builds for unless it is told otherwise.
Platform this_machine() {
  struct utsname name = {};
  ::uname(&name);
  const std::string system = name.sysname;
  const std::string machine = name.machine;
  const bool is_arm = machine == "aarch64" || machine == "arm64";
  return {system == "Darwin" ? "darwin" : "linux", is_arm                ? "arm64"
                                                   : machine == "x86_64" ? "amd64"
                                                                         : machine};
}

std::string without_v(const std::string& version) {
  return version.starts_with('v') ? version.substr(1) : version;
}

class NixProving {
 public:
  NixProving(const LockedFolder& locked, const NixRequest& request)
      : locked_(locked),
        set_(locked.lock.set),
        request_(request),
        configuration_{this_machine(), true},
        graph_(set_graph::of(set_, Configurations::of(locked.lock))) {
    proof_.is_by_nix = true;
  }

  Proof run(const std::function<void(const std::string&)>& progress) {
    begin();
    progress(fmt::format("building with Nix: {} programs", building_.size()));
    const NixLog log = building_.empty() ? NixLog() : build();
    for (const FailedBuild& failed : log.failed) add(failed, log.unbuilt);
    for (Proof::Leaf& leaf : proof_.leaves) {
      if (building_.contains(leaf.name)) judge(leaf, log);
    }
    return std::move(proof_);
  }

 private:
  void begin() {
    const Configurations configurations = Configurations::of(locked_.lock);
    const ConfigMask bits = configurations.bit(configuration_.platform, true) |
                            configurations.bit(configuration_.platform, false);
    for (const auto& [name, leaf] : set_.leaves) {
      const std::vector<std::string>& asked = request_.leaves;
      if (!asked.empty() && std::find(asked.begin(), asked.end(), name) == asked.end()) continue;
      Proof::Leaf& entry = proof_.leaves.emplace_back();
      entry.name = name;
      entry.track = leaf.track;
      entry.keeps_own = set_.keeps_own(leaf.track);
      if ((set_graph::supported(leaf, configurations) & bits) != 0) {
        building_.insert(name);
      } else {
        entry.reason = fmt::format("not supported on {}", configuration_.platform.str());
        entry.verdict = Verdict::not_proven;
      }
    }
  }

  NixLog build() {
    const std::optional<std::filesystem::path> program = find_program("nix-build");
    if (!program)
      throw Error("there is no nix-build in PATH", {"run it on a machine that has Nix"});
    ScratchProcesses scratch;
    ChildProcesses::Start start;
    start.program = *program;
    start.directory = locked_.folder.directory();
    start.arguments = {"--keep-going", "--no-out-link", "-Q", "--option", "log-lines", "60"};
    if (!request_.file.empty()) {
      start.arguments.push_back(std::filesystem::absolute(request_.file).string());
    }
    for (const std::string& leaf : building_) {
      start.arguments.push_back("-A");
      start.arguments.push_back(fmt::format("{}{}\"{}\"", request_.attribute,
                                            request_.attribute.empty() ? "" : ".", leaf));
    }
    start.arguments.insert(start.arguments.end(), request_.arguments.begin(),
                           request_.arguments.end());
    const ChildProcesses::Result result = scratch.processes.run(start);
    const NixLog log = NixLog::parse(result.err);
    if (result.code == 0 || !log.unbuilt.empty()) return log;
    std::vector<std::string> notes;
    std::istringstream lines(result.err);
    for (std::string line; notes.size() < 6 && std::getline(lines, line);) {
      if (!notes.empty() || line.starts_with("error:")) notes.push_back(line);
    }
    throw Error("nix-build failed", std::move(notes));
  }

  std::string derivation_of(const std::string& name) const {
    const std::string& version = set_.leaves.at(name).version;
    return fmt::format("{}-{}", name, version.empty() ? "0" : without_v(version));
  }

  // Part is what a derivation's name stands for: a part of a module, as some leaves see it.
  struct Part {
    std::string path;
    std::string version;
    std::set<std::string> leaves;
  };

  // part_of finds the part of a derivation's name, and the leaves that need its module.
  std::optional<Part> part_of(const std::string& derivation) const {
    std::optional<Part> result;
    for (const auto& [name, instance] : graph_.instances) {
      const SetModule& module = *set_.module(instance.track, instance.path);
      const std::string part = set_graph::part_key(instance.path, instance.part);
      if (store_name("go-" + part) + "-" + without_v(module.version) != derivation) continue;
      result = Part{instance.path, module.version, {}};
      break;
    }
    if (!result) return std::nullopt;
    for (const std::string& name : building_) {
      const std::string& track = set_.leaves.at(name).track;
      const SetModule* const module = set_.module(track, result->path);
      if (module && module->version == result->version && uses(name, track, result->path)) {
        result->leaves.insert(name);
      }
    }
    return result;
  }

  bool uses(const std::string& leaf, const std::string& track, const std::string& path) const {
    const auto in = [&](const SetGraph::View& view) {
      const auto users = view.users.find(path);
      return users != view.users.end() && users->second.contains(leaf);
    };
    const auto view = graph_.tracks.find(track);
    return in(graph_.base) || (view != graph_.tracks.end() && in(view->second));
  }

  // add notes what a failed builder says, of a part or of a leaf.
  void add(const FailedBuild& failed, const std::set<std::string>& unbuilt) {
    std::set<std::string> leaves;
    ModuleVersion module;
    if (const std::optional<Part> part = part_of(failed.name)) {
      module = {part->path, part->version};
      for (const std::string& name : part->leaves) {
        if (unbuilt.contains(derivation_of(name))) leaves.insert(name);
      }
    }
    for (const std::string& name : building_) {
      if (!module.path.empty() || derivation_of(name) != failed.name) continue;
      module.path = set_.leaves.at(name).module;
      leaves.insert(name);
    }
    if (leaves.empty()) {
      other_.push_back(failed);
      return;
    }
    for (const FailedBuild::Package& package : failed.packages()) {
      Proof::Failure& failure = proof_.failures.emplace_back();
      failure.package = package.path.empty() ? module.path : package.path;
      failure.module = module;
      failure.track = set_.leaves.at(*leaves.begin()).track;
      failure.configuration = configuration_;
      failure.count = package.result.count;
      failure.problems = package.result.problems;
      failure.leaves = leaves;
      failure.involved = involved(failure, *leaves.begin());
    }
  }

  // involved lists the modules that a package imports, those first that an error names; then its own.
  std::vector<ModuleVersion> involved(const Proof::Failure& failure,
                                      const std::string& leaf) const {
    std::map<std::string, std::string> modules;  // by import path
    for (const set_graph::Needed& needed :
         set_graph::needed_packages(set_, Configurations::of(locked_.lock), leaf)) {
      if (!needed.own) modules[below(needed.module, needed.directory)] = needed.module;
    }
    std::vector<ModuleVersion> result;
    const std::string& track = set_.leaves.at(leaf).track;
    const auto add = [&](const std::string& path) {
      const SetModule* const module = set_.module(track, path);
      if (!module || !module->replace.path.empty()) return;
      const ModuleVersion m{path, module->version};
      if (std::find(result.begin(), result.end(), m) == result.end()) result.push_back(m);
    };
    const std::vector<std::string> imports = imports_of(failure, leaf);
    for (const bool named : {true, false}) {
      for (const std::string& import : imports) {
        const auto module = modules.find(import);
        if (module != modules.end() && is_named(failure, import) == named) add(module->second);
      }
    }
    if (!failure.module.version.empty()) add(failure.module.path);
    return result;
  }

  static std::string below(const std::string& path, const std::string& directory) {
    return directory == "." ? path : path + "/" + directory;
  }

  // is_named reports whether an error says "*x.T" or "x.F" of an import whose last element is x.
  static bool is_named(const Proof::Failure& failure, const std::string& import) {
    const std::string word = import.substr(import.rfind('/') + 1) + ".";
    return std::any_of(failure.problems.begin(), failure.problems.end(),
                       [&](const PackageProblem& problem) {
                         return problem.message.find(word) != std::string::npos;
                       });
  }

  std::vector<std::string> imports_of(const Proof::Failure& failure,
                                      const std::string& leaf) const {
    const SetLeaf& locked = set_.leaves.at(leaf);
    const bool is_own = failure.module.version.empty();
    const SetModule* const module =
        is_own ? nullptr : set_.module(locked.track, failure.module.path);
    const auto& packages = module ? module->packages : locked.packages;
    std::vector<std::string> result;
    for (const auto& [directory, facts] : packages) {
      if (below(failure.module.path, directory) != failure.package) continue;
      for (const auto& import : facts.imports) result.push_back(import.path.str());
    }
    return result;
  }

  void judge(Proof::Leaf& leaf, const NixLog& log) {
    if (!log.unbuilt.contains(derivation_of(leaf.name))) return;
    for (std::size_t i = 0; i < proof_.failures.size(); ++i) {
      if (proof_.failures[i].leaves.contains(leaf.name)) leaf.failures.push_back(i);
    }
    leaf.configurations = {configuration_};
    leaf.verdict = leaf.failures.empty() ? Verdict::not_proven : Verdict::fails;
    if (!leaf.failures.empty()) return;
    leaf.reason = other_.empty() ? "its derivation could not be built"
                                 : fmt::format("derivation {} failed", other_.front().name);
  }

  const LockedFolder& locked_;
  const GoSet& set_;
  const NixRequest& request_;
  const Configuration configuration_;
  const SetGraph graph_;
  std::set<std::string> building_;  // leaves
  std::vector<FailedBuild> other_;  // that are neither a part nor a leaf
  Proof proof_;
};

}  // namespace

Proof prove_with_nix(const Folder& folder, const NixRequest& request, Session& session,
                     const std::function<void(const std::string&)>& progress) {
  const Manifest manifest = read_manifest(folder);
  const Lock lock = current_lock(folder, manifest);
  for (const std::string& name : request.leaves) locked_leaf(folder, lock, name);
  const LockedFolder locked{folder, manifest, lock};
  Proof proof = NixProving(locked, request).run(progress);
  find_blame(proof, locked, session, progress);
  return proof;
}

}  // namespace goset
