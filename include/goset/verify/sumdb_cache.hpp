#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "goset/os/run_directory.hpp"

namespace goset {

// SumdbCache keeps what was verified, laid out as the go command does below
// GOMODCACHE/cache/download/sumdb: NAME/lookup, NAME/tile, and beside them the latest tree that was
// seen, which the go command has elsewhere. Files appear whole; one that can't be written is no
// error.
struct SumdbCache {
  struct File {
    std::filesystem::path path;
    std::string text;
  };

  std::filesystem::path directory;
  std::vector<std::filesystem::path> read_only;     // further ones of that layout
  std::vector<std::filesystem::path> other_latest;  // the go command's own, NAME/latest below
  std::shared_ptr<RunDirectory> scratch;            // where files are written first

  // find returns a file ("NAME/tile/8/0/000"), our own first; keep writes it.
  std::optional<std::string> find(const std::string& file) const;
  void keep(const std::string& file, const std::string& text) const;

  // latest returns the latest trees of a database that we and the go command have seen.
  std::vector<File> latest(const std::string& name) const;
  // keep_latest replaces ours where `is_newer` finds that better: a parallel run may have written.
  void keep_latest(const std::string& name, const std::string& text,
                   const std::function<bool(const std::string& known)>& is_newer) const;
};

}  // namespace goset
