#pragma once

#include <string>

#include "goset/escape/json.hpp"
#include "goset/escape/markdown.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/report/paint.hpp"
#include "goset/set/change.hpp"

namespace goset {

// In these forms a change goes to standard output, which is for nothing else then.
namespace change_output {

// json is described in docs/output.md. `written` says whether the files were.
JsonText json(const SetChange& change, bool written);

// markdown is the text of a pull request.
MarkdownText markdown(const SetChange& change);

// nixpkgs is what update.nix of nixpkgs reads from a script that supports "commit": a list with an
// entry for each changed leaf, or with one for the set; empty where nothing changed. `attribute` is
// UPDATE_NIX_ATTR_PATH, or empty.
JsonText nixpkgs(const SetChange& change, const std::string& attribute);

// text is for a terminal of 80 columns: what changed, in lines that end with newlines. Of many modules or
// leaves it names some, unless it shall name `all`.
TerminalText text(const SetChange& change, const Paint& paint, bool all = false);

}  // namespace change_output
}  // namespace goset
