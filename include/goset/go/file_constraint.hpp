#pragma once

#include <string_view>

#include "goset/go/build_constraint.hpp"

// When a source file takes part in a build: what its name and its header say.
// Source: https://pkg.go.dev/cmd/go#hdr-Build_constraints.
namespace goset::file_constraint {

// of_name returns the constraint in a file's name (`x_linux_amd64.go`, `x_test.go` aside), by
// the rule of go/build's goodOSArchFile: known GOOS and GOARCH words only, and nothing before the
// first underscore counts. Names that implied tags go with (android implies linux, illumos implies
// solaris, ios implies darwin; `unix`) are the caller's `has_tag` to answer.
BuildConstraint of_name(std::string_view name);

// of_header returns the constraint in the comments before a Go file's package clause: its
// `//go:build` line or, where there is none, its `// +build` lines. A malformed or a second
// `//go:build` line throws Error. A leading BOM is skipped. `text` may be the whole file.
BuildConstraint of_header(std::string_view text);

}  // namespace goset::file_constraint
