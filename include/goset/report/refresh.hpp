#pragma once

#include <string>

#include "goset/app/refresh.hpp"
#include "goset/escape/terminal.hpp"

// Lines beside a change: what a new lock has, who vouched for it, which files were written.
namespace goset::refresh_output {

// added describes a leaf that the set did not have.
TerminalText added(const Refresh& refresh, const std::string& leaf);

// merged says how many parts `--compact` put together; empty if none.
TerminalText merged(const Refresh& refresh);

// verified says who vouched for the modules and leaves, and what nobody vouched for.
TerminalText verified(const Relocked& relocked, double seconds);

// unused says which decisions are no longer needed.
TerminalText unused(const std::vector<Unused>& decisions);

// current says that a lock, by its name in messages, needs no change.
TerminalText current(const std::string& lock_name, const GoSet& set);

// written says which files were written, and which went.
TerminalText written(const Refresh& refresh);

}  // namespace goset::refresh_output
