#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/store/changes.hpp"
#include "goset/store/folder.hpp"
#include "goset/store/manifest.hpp"

namespace goset {

// SetFiles are goset.toml, the files that it includes, and goset.floors.toml, which tools write. In a folder that has a go.mod and no
// goset.toml they are those of a set of this one program, with the defaults of `goset init`, and
// are written only when a decision is added to them.
class SetFiles {
 public:
  // read throws Error, with the command that makes one, where there is no goset.toml and no go.mod.
  static SetFiles read(const Folder& folder);

  // implied is the name of that one program; empty where goset.toml is there, or is to be written.
  const std::string& implied() const { return implied_; }
  Manifest manifest() const { return manifest::parse(sources_); }

  // Edits, as in goset/manifest/edit.hpp, in the file that has the leaf. A new leaf goes to a file
  // of its own where `include` has a pattern for one, as "leaves/*.toml"; a file without a leaf
  // goes.
  void add_leaf(const std::string& name, const Manifest::Leaf& leaf);
  void remove_leaf(const std::string& name);
  void set_leaf_value(const std::string& name, std::string_view key, std::string_view value,
                      std::string_view comment = {});
  void set_archive(const std::string& name, const std::string& archive);
  void set_pin(const std::string& path, const Pin& pin, std::string_view comment = {});
  // set_floor states a minimum version that a tool chose, in goset.floors.toml, with the comment. In
  // goset.toml it takes the place of a lower floor that has no comment, as earlier versions wrote them.
  void set_floor(const std::string& path, const std::string& version, std::string_view comment);
  void drop_pin(const std::string& path);
  void add_track(const std::string& name, const Manifest::Track& track);
  void add_track_pins(const std::string& name, const Pins& pins);

  // plan adds to `changes` what differs from the files that are there.
  void plan(Changes& changes) const;

 private:
  explicit SetFiles(const Folder& folder) : folder_(&folder) {}

  manifest::Source& include(const std::string& name);
  manifest::Source& file_of(const std::string& leaf);
  std::string place_for(const std::string& leaf) const;
  void drop_floor(const std::string& path);
  bool is_named(const std::string& file) const;
  std::string stated_in(const std::string& file, const std::string& place) const;

  const Folder* folder_;
  std::vector<manifest::Source> sources_;  // goset.toml, then the others
  std::set<std::string> emptied_;          // of these, files whose last leaf was taken out
  std::string implied_;
};

// read_manifest parses them.
Manifest read_manifest(const Folder& folder);

// need_leaf throws Error for a name that is no leaf's, with the nearest that is.
void need_leaf(const Folder& folder, const Manifest& manifest, const std::string& name);

// default_leaf_name is the last element of a module path before its major version.
std::string default_leaf_name(const std::string& module_path);

}  // namespace goset
