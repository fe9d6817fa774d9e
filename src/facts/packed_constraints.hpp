#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "goset/facts/packed.hpp"
#include "goset/go/build_constraint.hpp"

namespace goset {

// ConstraintNumbers numbers constraints by their texts, as they come. Packed they are
// N { TEXT }, as BuildConstraint::str prints them.
class ConstraintNumbers {
 public:
  using Set = std::vector<std::uint32_t>;  // numbers, sorted, each once

  std::uint32_t number(const BuildConstraint& constraint);
  // any_of returns the number of what holds where one of several constraints does.
  std::uint32_t any_of(const Set& set);
  void pack(PackedWriter& out) const;

 private:
  std::vector<BuildConstraint> all_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<Set, std::uint32_t> joined_;
};

// read_constraints reads them back, by number; nullopt for one that does not parse. What is damaged
// otherwise the reader tells.
std::optional<std::vector<BuildConstraint>> read_constraints(PackedReader& in);

}  // namespace goset
