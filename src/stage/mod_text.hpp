#pragma once

#include <string>
#include <string_view>
#include <vector>

// The little of go.mod (https://go.dev/ref/mod#go-mod-file) that staging needs: what lines say,
// and the text without its require, exclude and replace lines. It reads go.work
// (https://go.dev/ref/mod#go-work-file) as well. A file that the go command refuses may be read
// here without complaint: it is refused a moment later.
namespace goset::build {

struct ModText {
  struct Requirement {
    std::string path;
    std::string version;
  };

  struct Replace {
    std::string old_path;
    std::string old_version;  // empty: every version
    std::string new_path;     // a directory where new_version is empty
    std::string new_version;
    bool to_directory() const { return new_version.empty(); }
    bool applies_to(std::string_view path, std::string_view version) const {
      return old_path == path && (old_version.empty() || old_version == version);
    }
  };

  std::string go;                    // empty if there is no go line
  std::vector<std::string> godebug;  // "key=value"
  std::vector<Requirement> require;
  std::vector<Replace> replace;

  // Every line but those of require, exclude and replace, byte for byte; ends in a newline.
  std::string rest;
};

ModText parse_mod_text(std::string_view text);

// block prints a directive with one line for each item, sorted as given; empty for no item.
std::string block(std::string_view directive, const std::vector<std::string>& items);

// quoted writes a directory as go.mod and go.work take it: quoted only where it must be.
std::string quoted(const std::string& directory);

}  // namespace goset::build
