#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace goset::resolve {

// Numbers that stand for texts while a set is resolved: see Universe. Each kind is a type, so that
// a path is never taken for a version.
enum class PathId : std::uint32_t {};        // a module path
enum class VersionId : std::uint32_t {};     // a module path at a version
enum class PrefixId : std::uint32_t {};      // an import path, cut at one of its slashes or whole
enum class ImportId : std::uint32_t {};      // an import path
enum class ConstraintId : std::uint32_t {};  // a build constraint
enum class TagSetId : std::uint32_t {};      // the build tags of a leaf

inline constexpr PathId no_path{~0U};
inline constexpr VersionId no_version{~0U};
inline constexpr PrefixId no_prefix{~0U};

template <typename Id>
constexpr std::size_t index(Id id) {
  return static_cast<std::size_t>(id);
}

// Table is a vector that is indexed by one kind of number.
template <typename Id, typename T>
class Table {
 public:
  Table() = default;
  Table(std::size_t size, const T& value) : values_(size, value) {}

  std::size_t size() const { return values_.size(); }
  // grow adds default values up to a size.
  void grow(std::size_t size) {
    if (size > values_.size()) values_.resize(size);
  }
  void grow(std::size_t size, const T& value) {
    if (size > values_.size()) values_.resize(size, value);
  }
  void fill(const T& value) { values_.assign(values_.size(), value); }
  // add appends a value and returns its number.
  Id add(T value) {
    values_.push_back(std::move(value));
    return static_cast<Id>(values_.size() - 1);
  }

  T& operator[](Id id) { return values_[index(id)]; }
  const T& operator[](Id id) const { return values_[index(id)]; }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

  friend bool operator==(const Table&, const Table&) = default;

 private:
  std::vector<T> values_;
};

}  // namespace goset::resolve
