#pragma once

#include <string>

#include "goset/app/refresh.hpp"

// Lines beside a change: what a new lock has, who vouched for it, which files were written.
namespace goset::refresh_output {

// added describes a leaf that the set did not have.
std::string added(const Refresh& refresh, const std::string& leaf);

// merged says how many parts `--compact` put together; empty if none.
std::string merged(const Refresh& refresh);

// verified says who vouched for the modules and leaves, and what nobody vouched for.
std::string verified(const Relocked& relocked, double seconds);

// unused says which decisions are no longer needed.
std::string unused(const std::vector<Unused>& decisions);

// current says that a lock, by its name in messages, needs no change.
std::string current(const std::string& lock_name, const GoSet& set);

// written says which files were written, and which went.
std::string written(const Refresh& refresh);

}  // namespace goset::refresh_output
