#include "goset/set/instance_table.hpp"

#include <fmt/format.h>

#include <utility>

#include "goset/hash/encoding.hpp"
#include "goset/hash/sha256.hpp"

// Nix builds equal things once, and knows them by all that goes into them. So does this table: the
// instances that a part is built from are numbered first, and with these numbers, its source and its
// packages, the part is looked up.
//
// A name must not depend on what other programs there are, more than is needed to be readable: who
// adds a program shall not rename what the others have. So digits of a hash tell those of one version
// apart, and not a counter.

namespace goset {

namespace {

template <typename Integer>
void append(std::string& bytes, Integer value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

InstanceTable::InstanceTable(const SetNumbers& numbers, const PartKeys& keys, Scope set)
    : numbers_(numbers), keys_(keys), set_(std::move(set)) {
  for (const auto& [key, unit] : *set_.parts) of(set_, key);
}

InstanceTable::Number InstanceTable::of(Scope& scope, Id key) {
  if (const auto known = scope.known.find(key); known != scope.known.end()) return known->second;
  if (&scope != &set_ && !scope.is_whole && !scope.parts->contains(key)) {
    const Number shared = of(set_, key);
    scope.known.emplace(key, shared);
    return shared;
  }
  const PartUnit& part = scope.parts->at(key);
  Instance instance{
      key, scope.records[keys_.module_path(key)], {part.packages, {}, part.tags}, &scope == &set_};
  for (const auto& [required, mask] : part.dependencies) {
    instance.unit.dependencies.emplace_back(of(scope, required), mask);
  }
  const Number number = add(std::move(instance));
  scope.known.emplace(key, number);
  return number;
}

InstanceTable::Number InstanceTable::source_of(Scope& scope, Id module_path) {
  const Id key = keys_.first(module_path);
  const bool may_share = !scope.is_whole && scope.records[module_path] == set_.records[module_path];
  if (scope.parts->contains(key) || (may_share && set_.parts->contains(key))) {
    return of(scope, key);
  }
  return add({key, scope.records[module_path], {}, &scope == &set_, true});
}

InstanceTable::Number InstanceTable::add(Instance instance) {
  std::string bytes;
  append(bytes, instance.key);
  append(bytes, instance.record);
  append(bytes, instance.unit.packages.size());
  for (const auto* const masks : {&instance.unit.packages, &instance.unit.dependencies}) {
    for (const auto& [id, mask] : *masks) {
      append(bytes, id);
      append(bytes, mask);
    }
  }
  for (const std::string& tag : instance.unit.tags) bytes.append("\n").append(tag);
  const Number next = static_cast<Number>(instances_.size());
  const auto [known, is_new] = known_.try_emplace(std::move(bytes), next);
  if (is_new) instances_.push_back(std::move(instance));
  return known->second;
}

// add_digest fills in what an instance hashes to. Those that it is built from come before it.
void InstanceTable::add_digest(std::vector<std::string>& digests, Number number) const {
  const Instance& instance = instances_[number];
  const SetModule& module = this->module(instance);
  Sha256 hash;
  hash.update(
      fmt::format("{}\n{}\n{}\n", keys_.name(instance.key), module.version, module.replace.str()));
  for (const std::string& tag : instance.unit.tags) hash.update(tag + "\n");
  for (const auto& [package, mask] : instance.unit.packages) {
    hash.update(fmt::format("{} {}\n", *numbers_.packages[package].directory, mask));
  }
  for (const auto& [required, mask] : instance.unit.dependencies) {
    hash.update(fmt::format("{} {}\n", digests[required], mask));
  }
  digests[number] = encoding::hex(hash.finish());
}

std::vector<std::string> InstanceTable::names() const {
  std::vector<std::string> result(instances_.size());
  std::map<std::pair<Id, std::string>, std::vector<Number>> others;  // by key and version
  std::vector<std::string> digests(instances_.size());
  for (Number number = 0; number < instances_.size(); ++number) {
    const Instance& instance = instances_[number];
    if (instance.of_set) {
      result[number] = keys_.name(instance.key);
    } else {
      others[{instance.key, module(instance).version}].push_back(number);
    }
  }
  if (!others.empty()) {
    for (Number number = 0; number < instances_.size(); ++number) add_digest(digests, number);
  }
  for (const auto& [place, numbers] : others) {
    const std::string& part = keys_.name(place.first);
    const std::size_t end = part.find('#');
    const std::string path = part.substr(0, end);
    const std::string after = end == std::string::npos ? "" : part.substr(end);
    const auto name = [&](Number number, std::size_t digits) {
      const std::string digest = digits == 0 ? "" : ":" + digests[number].substr(0, digits);
      return fmt::format("{}@{}{}{}", path, place.second, digest, after);
    };
    // What hashes to the same is the same, though a lock may have two records of it.
    std::set<std::string> distinct;
    for (const Number number : numbers) distinct.insert(digests[number]);
    std::size_t digits = distinct.size() == 1 ? 0 : 5;
    for (std::set<std::string> taken; taken.size() < distinct.size(); ++digits) {
      taken.clear();
      for (const Number number : numbers) taken.insert(result[number] = name(number, digits));
    }
  }
  return result;
}

}  // namespace goset
