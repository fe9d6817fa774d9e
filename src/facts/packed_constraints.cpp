#include "packed_constraints.hpp"

#include "goset/error.hpp"

namespace goset {

std::uint32_t ConstraintNumbers::number(const BuildConstraint& constraint) {
  const auto [entry, is_new] =
      numbers_.try_emplace(constraint.str(), static_cast<std::uint32_t>(all_.size()));
  if (is_new) all_.push_back(constraint);
  return entry->second;
}

std::uint32_t ConstraintNumbers::any_of(const Set& set) {
  if (set.size() == 1) return set.front();
  const auto known = joined_.find(set);
  if (known != joined_.end()) return known->second;
  BuildConstraint joined = all_[set.front()];
  for (std::size_t i = 1; i < set.size(); ++i) joined = joined || all_[set[i]];
  return joined_[set] = number(joined);
}

void ConstraintNumbers::pack(PackedWriter& out) const {
  out.number(all_.size());
  for (const BuildConstraint& constraint : all_) out.text(constraint.str());
}

std::optional<std::vector<BuildConstraint>> read_constraints(PackedReader& in) {
  std::vector<BuildConstraint> result;
  const std::size_t count = in.count();
  result.reserve(count);
  try {
    for (std::size_t i = 0; i < count; ++i) result.push_back(BuildConstraint::parse(in.text()));
  } catch (const Error&) {
    return std::nullopt;
  }
  return result;
}

}  // namespace goset
