#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "goset/prove/go_toolchain.hpp"
#include "goset/prove/instances.hpp"

namespace goset {

// Configuration is what packages are compiled for.
struct Configuration {
  Platform platform;
  bool cgo = false;

  // str returns "linux/amd64 without cgo".
  std::string str() const;
  friend auto operator<=>(const Configuration&, const Configuration&) = default;
  friend bool operator==(const Configuration&, const Configuration&) = default;
};

// TypePlan says which instances are to be checked. Of those whose result is known the checker is given
// what others import, to read their declarations alone. All that such a package imports is known too.
struct TypePlan {
  using Id = Instances::Id;

  // Place is where the files of a source are: a module zip, or a directory.
  struct Place {
    std::filesystem::path file;
    bool is_zip = false;
  };

  std::vector<Id> sources;   // that are read, ascending
  std::vector<Id> packages;  // of the instances, ascending; the checker numbers them from 0
  std::vector<bool> known;   // by number: nothing is to be said of it
  std::size_t wanted = 0;    // how many are not known

  // of plans for instances of which some have a result already, by id.
  static TypePlan of(const Instances& instances, std::vector<bool> known);

  // json writes what the checker reads (src/prove/types/plan.go). `places` are by source.
  std::string json(const Instances& instances, const std::vector<Place>& places,
                   const Configuration& configuration, const GoToolchain& go, unsigned jobs) const;
};

}  // namespace goset
