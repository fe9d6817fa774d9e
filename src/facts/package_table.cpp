#include "goset/facts/package_table.hpp"

#include <unordered_map>

namespace goset {

namespace {

// Numbers numbers values in a list; copies of one value are known by their identity.
template <typename Value>
class Numbers {
 public:
  explicit Numbers(std::vector<Value>& values) : values_(values) {}

  template <typename Shared>
  std::uint32_t of(const Shared& value) {
    const auto next = static_cast<std::uint32_t>(values_.size());
    const auto [entry, is_new] = numbers_.try_emplace(value.identity(), next);
    if (is_new) values_.push_back(value);
    return entry->second;
  }

 private:
  std::vector<Value>& values_;
  std::unordered_map<const void*, std::uint32_t> numbers_;
};

}  // namespace

PackageTable PackageTable::of(const ModulePackages& packages) {
  PackageTable result = with_known(packages.packages);
  result.complete = packages.complete;
  result.absent_packages.assign(packages.absent_packages.begin(), packages.absent_packages.end());
  return result;
}

PackageTable PackageTable::with_known(const std::map<std::string, PackageFacts>& packages) {
  PackageTable result;
  std::size_t edges = 0;
  for (const auto& [directory, facts] : packages) edges += facts.imports.size();
  result.packages.reserve(packages.size());
  result.all_edges.reserve(edges);
  Numbers imports(result.imports);
  Numbers constraints(result.constraints);
  for (const auto& [directory, facts] : packages) {
    const std::size_t first = result.all_edges.size();
    for (const Import& import : facts.imports) {
      result.all_edges.push_back({imports.of(import.path), constraints.of(import.when)});
    }
    result.packages.push_back({directory,
                               constraints.of(facts.when),
                               {result.all_edges.data() + first, facts.imports.size()},
                               facts.tags});
  }
  return result;
}

}  // namespace goset
