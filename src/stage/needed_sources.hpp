#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace goset::build {

// copy_needed copies from a module's source to a directory what builds that use some of its packages
// read: the files of the packages' directories without their tests, what these embed (`go help
// embed`), and for C and assembly what is included, linked or named by a `#cgo` line. `packages` are
// directories relative to the source.
//
// Names are resolved as the go command and the C compiler do it, in every configuration. An include
// whose name a macro computes can't be: then all below the package's directory is copied. What is
// not there, or outside of the source, is passed over, as the compiler will say so.
void copy_needed(const std::filesystem::path& source, const std::vector<std::string>& packages,
                 const std::filesystem::path& to);

}  // namespace goset::build
