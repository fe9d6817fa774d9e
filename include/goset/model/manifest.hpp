#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "goset/model/pin.hpp"
#include "goset/model/platform.hpp"
#include "goset/model/replacements.hpp"

namespace goset {

// Manifest is goset.toml: the decisions that people make. docs/goset-toml.md describes the keys.
struct Manifest {
  static constexpr const char* file_name = "goset.toml";

  // Versions says whose versions of modules a leaf has: those that it shares with the others of the
  // set, or those that its own go.mod selects.
  enum class Versions { set, own };

  // Layout says what is written of a set: goset.lock and go-packages.nix, or two directories with a
  // file for each leaf and each module.
  enum class Layout { file, directory };

  struct Leaf {
    std::string module;  // from the module proxy: with a version
    std::string version;
    std::string path;     // or on disk: a directory relative to goset.toml
    std::string archive;  // or a source archive: a URL, or a file relative to goset.toml
    std::string dir;      // where the leaf is in the archive, or empty
    std::vector<std::string> packages{"./..."};
    std::vector<std::string> tags;           // sorted
    std::vector<std::string> optional_tags;  // that Nix chooses among, sorted
    bool tests = false;
    std::optional<bool>
        workspace;  // whether its go.work counts; else as the go command would have it
    std::optional<Versions> versions;  // else as Manifest::versions
    std::string file;                  // that states it, relative to goset.toml
  };
  struct Track {
    std::vector<std::string> leaves;
    std::string reason;
    Pins pins;
  };

  // Audit says what `goset audit` compares the set with, and which findings are known.
  struct Audit {
    struct Ignore {
      std::string reason;
      std::string until;  // the last day, YYYY-MM-DD; empty: for ever
    };
    std::string database;                  // as `--database` has it; empty: the newest
    std::string go;                        // the release that builds the set, "1.26.8", or empty
    std::map<std::string, Ignore> ignore;  // by the id of an entry
  };

  std::string go;                   // ceiling for go lines: "1.26" admits every 1.26.x
  std::string toolchain;            // "1.N"; where it is not stated, that of `go`
  std::vector<Platform> platforms;  // sorted
  Layout layout = Layout::file;
  Versions versions = Versions::set;  // of leaves that don't say, and are in no track
  std::map<std::string, Leaf> leaves;
  Pins pins;
  Replacements replace;
  std::map<std::string, Track> tracks;
  Audit audit;

  // track_of returns the name of the track that a leaf is in; empty if it is in none.
  std::string track_of(std::string_view leaf) const;
  // keeps_own reports whether a leaf, which must be there, has its own versions.
  bool keeps_own(const std::string& leaf) const;
};

}  // namespace goset
