#include "goset/facts/package_table.hpp"

#include <unordered_map>

namespace goset {

namespace {

// ConstraintNumbers numbers constraints; copies of one value are known by their identity.
class ConstraintNumbers {
 public:
  explicit ConstraintNumbers(std::vector<BuildConstraint>& constraints)
      : constraints_(constraints) {}

  std::uint32_t of(const BuildConstraint& constraint) {
    const auto next = static_cast<std::uint32_t>(constraints_.size());
    const auto [entry, is_new] = numbers_.try_emplace(constraint.identity(), next);
    if (is_new) constraints_.push_back(constraint);
    return entry->second;
  }

 private:
  std::vector<BuildConstraint>& constraints_;
  std::unordered_map<const void*, std::uint32_t> numbers_;
};

}  // namespace

PackageTable PackageTable::of(const ModulePackages& packages) {
  PackageTable result;
  result.complete = packages.complete;
  result.absent_packages.assign(packages.absent_packages.begin(), packages.absent_packages.end());
  std::size_t edges = 0;
  for (const auto& [directory, facts] : packages.packages) edges += facts.imports.size();
  result.packages.reserve(packages.packages.size());
  result.imports.reserve(edges);
  result.all_edges.reserve(edges);
  ConstraintNumbers numbers(result.constraints);
  for (const auto& [directory, facts] : packages.packages) {
    const std::size_t first = result.all_edges.size();
    for (const Import& import : facts.imports) {
      const auto number = static_cast<std::uint32_t>(result.imports.size());
      result.imports.push_back(import.path);
      result.all_edges.push_back({number, numbers.of(import.when)});
    }
    result.packages.push_back({directory,
                               numbers.of(facts.when),
                               {result.all_edges.data() + first, facts.imports.size()},
                               facts.tags});
  }
  return result;
}

}  // namespace goset
