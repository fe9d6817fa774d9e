#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "goset/model/go_set.hpp"
#include "goset/store/text_files.hpp"

namespace goset {

// LockPlaces knows on which line of goset.lock the record of a module begins: reports that are shown
// beside a file point there.
class LockPlaces {
 public:
  struct Place {
    std::string file;      // relative to the folder of the set
    std::size_t line = 1;  // counted from one
  };

  // It reads the files of a lock as goset writes them; of another form it finds less.
  explicit LockPlaces(const TextFiles& files);

  // of_module returns the record of a path: that of a version which tracks have, if there is one, else
  // the set's; nullopt if the lock has neither.
  std::optional<Place> of_module(const std::string& path, const std::string& version) const;
  // of_leaf returns that of a leaf, and of_inputs the settings that the lock was made for. Where the lock
  // has none it is the first line.
  Place of_leaf(const std::string& name) const;
  Place of_inputs() const;

 private:
  std::optional<Place> place(const std::string& section, const std::string& key) const;

  std::map<std::string, Place> places_;  // by section and key, with a line break between them
  std::string first_;                    // the file that has the settings
};

}  // namespace goset
