#include "kept_remedies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "goset/store/generated.hpp"

// A remedy is written as a problem is, whose fields are at hand:
//
//     file     the track, or nothing if a leaf gets its own versions; of a leaf without a remedy its name
//     message  the reason
//     uses     "apart", "hold" ...; "unmended" for such a leaf, "parts" for the sums in line and column
//     line     how many parts more it takes; column 1 if that many less
//     involved "leaf NAME", "mends NAME", "pin PATH VERSION", "old" for a track that is there

namespace goset {

namespace {

using Kind = Remedy::Kind;

constexpr const char* version = "2";  // of the search
constexpr std::array<const char*, 4> kinds{"apart", "hold", "family", "own"};

PackageProblem written(const Remedy& remedy) {
  PackageProblem result;
  result.file = remedy.track;
  result.message = remedy.change.reason;
  result.uses = kinds.at(static_cast<std::size_t>(remedy.kind));
  result.line = static_cast<std::size_t>(std::abs(remedy.parts));
  result.column = remedy.parts < 0 ? 1 : 0;
  if (!remedy.is_new) result.involved.emplace_back("old");
  for (const std::string& leaf : remedy.change.leaves) result.involved.push_back("leaf " + leaf);
  for (const std::string& leaf : remedy.mends) result.involved.push_back("mends " + leaf);
  for (const auto& [path, pin] : remedy.change.pins) {
    result.involved.push_back(fmt::format("pin {} {}", path, pin.version));
  }
  return result;
}

Remedy read(const PackageProblem& problem) {
  Remedy remedy;
  const auto kind = std::find(kinds.begin(), kinds.end(), problem.uses);
  remedy.kind = static_cast<Kind>(kind - kinds.begin());
  remedy.track = problem.file;
  remedy.change.reason = problem.message;
  remedy.parts = static_cast<long>(problem.line) * (problem.column == 1 ? -1 : 1);
  for (const std::string& line : problem.involved) {
    const std::size_t end = line.find(' ');
    const std::string word = line.substr(0, end);
    const std::string rest = end == std::string::npos ? "" : line.substr(end + 1);
    if (word == "old") remedy.is_new = false;
    if (word == "leaf") remedy.change.leaves.push_back(rest);
    if (word == "mends") remedy.mends.insert(rest);
    if (word != "pin") continue;
    const std::size_t at = rest.find(' ');
    remedy.change.pins[rest.substr(0, at)] = {rest.substr(at + 1), true};
  }
  return remedy;
}

}  // namespace

KeptRemedies::KeptRemedies(const Proof& proof, const LockedFolder& locked,
                           const ProveRequest& request, PackageChecks& checks)
    : results_(checks.results()) {
  Sha256 hash;
  hash.update(fmt::format("remedies {}\n{}\n", version, checks.version()));
  for (const auto& [name, text] : read_lock_files(locked.folder.file(Folder::lock_name))) {
    hash.update(fmt::format("{} {}\n", name, text.size()));
    hash.update(text);
  }
  for (const auto& [name, leaf] : locked.manifest.leaves) {
    if (leaf.versions) hash.update(name + " has versions\n");
  }
  if (request.cgo) hash.update(*request.cgo ? "with cgo\n" : "without cgo\n");
  for (const Platform& platform : request.platforms) hash.update(platform.str() + "\n");
  for (const Proof::Leaf& leaf : proof.leaves) {
    hash.update(fmt::format("{} {}\n", leaf.name, static_cast<int>(leaf.verdict)));
  }
  for (const Proof::Failure& failure : proof.failures) {
    hash.update(fmt::format("{} {}\n", failure.package, failure.count));
    for (const PackageProblem& problem : failure.problems) hash.update(problem.str() + "\n");
  }
  key_ = hash.finish();
}

bool KeptRemedies::recall(Proof& proof) const {
  const PackageResult* const known = results_.find(key_);
  if (!known) return false;
  for (const PackageProblem& problem : known->problems) {
    if (problem.uses == "parts") {
      proof.parts = problem.line;
      proof.mended_parts = problem.column;
    } else if (problem.uses == "unmended") {
      for (Proof::Leaf& leaf : proof.leaves) {
        if (leaf.name == problem.file) leaf.unmended = problem.message;
      }
    } else {
      proof.remedies.push_back(read(problem));
    }
  }
  return true;
}

void KeptRemedies::keep(const Proof& proof) const {
  PackageResult result;
  for (const Remedy& remedy : proof.remedies) result.problems.push_back(written(remedy));
  for (const Proof::Leaf& leaf : proof.leaves) {
    if (leaf.unmended.empty()) continue;
    PackageProblem& problem = result.problems.emplace_back();
    problem.uses = "unmended";
    problem.file = leaf.name;
    problem.message = leaf.unmended;
  }
  PackageProblem& sums = result.problems.emplace_back();
  sums.uses = "parts";
  sums.line = proof.parts;
  sums.column = proof.mended_parts;
  results_.store(key_, std::move(result));
  results_.save();
}

}  // namespace goset
