#pragma once

#include <string>

// Directories of a leaf, a module or a workspace, relative to it: "." or "a/b".
namespace goset::directory {

// joined returns the directory `below` of `directory`; both are as above.
std::string joined(const std::string& directory, const std::string& below);

// resolved does so for what a file of `directory` says: "./a", "../a", "a/" and what else a person
// may write.
std::string resolved(const std::string& directory, const std::string& below);

}  // namespace goset::directory
