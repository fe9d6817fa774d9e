#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "goset/set/set_layers.hpp"

namespace goset {

// InstanceTable numbers all that is compiled of modules. An instance is a part of one source, with
// the instances that it is built from: what is equal in several scopes (the set, tracks, variants,
// programs with their own versions) is one.
class InstanceTable {
 public:
  using Id = SetNumbers::Id;
  using Number = std::uint32_t;
  struct Instance {
    Id key;                  // of the part
    Id record;               // its source
    PartUnit unit;           // `dependencies` are numbers of instances
    bool of_set;             // the set's own leaves have it
    bool is_source = false;  // it compiles nothing
  };
  // Scope is where a part's key is looked up.
  struct Scope {
    const PartUnits* parts;
    bool is_whole = false;    // what it does not have is not the set's either
    std::vector<Id> records;  // by module path
    std::unordered_map<Id, Number> known = {};
  };

  // `set` is the scope of the set's own leaves.
  InstanceTable(const SetNumbers& numbers, const PartKeys& keys, Scope set);

  // of returns the instance that a part is in a scope, which must have it.
  Number of(Scope& scope, Id key);
  Number of_set(Id key) { return of(set_, key); }
  // source_of returns an instance with the source that a scope has of a module: the first part, or
  // one that compiles nothing.
  Number source_of(Scope& scope, Id module_path);
  Number source_of_set(Id module_path) { return source_of(set_, module_path); }

  const std::vector<Instance>& instances() const { return instances_; }

  // names gives each instance a name of its own: that of its part, if it is the set's; else with the
  // version behind the path, "PATH@v1.2.0" or "PATH@v1.2.0#2", and if several are called so, a few
  // digits of a hash over all that it is built from, "PATH@v1.2.0:3fa9c".
  std::vector<std::string> names() const;

 private:
  Number add(Instance instance);
  const SetModule& module(const Instance& instance) const {
    return *numbers_.records[instance.record].shared;
  }
  void add_digest(std::vector<std::string>& digests, Number number) const;

  const SetNumbers& numbers_;
  const PartKeys& keys_;
  Scope set_;
  std::vector<Instance> instances_;
  std::unordered_map<std::string, Number> known_;  // by all that makes an instance, as bytes
};

}  // namespace goset
