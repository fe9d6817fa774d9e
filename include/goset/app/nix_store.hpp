#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/module.hpp"
#include "goset/hash/sha256.hpp"
#include "goset/os/child_processes.hpp"

namespace goset {

// store_name is nix/fetchers/store-name.nix.
std::string store_name(const std::string& text);

// source_name is the store name of a module version's source, as nix/fetchers/fetch-module.nix
// gives it.
std::string source_name(const ModuleVersion& m);

// fixed_output_path is where a tree of that NAR hash and name lies in a store
// (https://nix.dev/manual/nix/2.28/protocols/store-path, "source").
std::string fixed_output_path(std::string_view store_directory, const Sha256Digest& nar,
                              const std::string& name);

// NixStore is the Nix store that nix-store works on.
class NixStore {
 public:
  // `uri` is another store than that of the machine, for --store; empty for none. Throws Error
  // where there is no Nix.
  NixStore(ChildProcesses& processes, std::string uri);

  std::string path(const Sha256Digest& nar, const std::string& name) const {
    return fixed_output_path(directory_, nar, name);
  }

  // missing returns those of some paths that are not in the store.
  std::set<std::string> missing(const std::vector<std::string>& paths) const;

  // add puts file trees into the store, under their own names, and returns their paths.
  std::vector<std::string> add(const std::vector<std::filesystem::path>& trees) const;

 private:
  std::vector<std::string> lines(std::vector<std::string> arguments) const;

  ChildProcesses& processes_;
  std::filesystem::path program_;
  std::string uri_;
  std::string directory_;
};

}  // namespace goset
