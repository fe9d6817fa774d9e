#pragma once

#include <string>
#include <string_view>

#include "goset/model/lock.hpp"
#include "goset/store/text_files.hpp"

namespace goset {

namespace lock {

// print gives the one text of a lock: sorted, one fact a line or few.
std::string print(const Lock& lock);

// print_files gives the same divided into files, each of which is a lock of what it is named after: a
// leaf, a module or a track. head_file has the decisions.
inline constexpr const char* head_file = "set.json";
TextFiles print_files(const Lock& lock);

// version_key names a record of a track: "PATH@VERSION", or "PATH@VERSION => PATH@VERSION" where its
// source is taken from another module.
std::string version_key(const std::string& path, const SetModule& module);

// parse reads it back, and formats before it. Throws Error for what is no lock, or of a format newer
// than ours; every path, version and hash is checked against its grammar.
Lock parse(std::string_view file_name, std::string_view text);

// parse_files reads what print_files gave. What one file names and no other has, since git merged them,
// is in Lock::faults. Throws Error if there is no head_file.
Lock parse_files(std::string_view directory, const TextFiles& files);

// parse reads either.
Lock parse(std::string_view name, const TextFiles& files);

// note_edits sets Lock::is_as_written and Lock::edits of a lock by the text that it was read from.
void note_edits(Lock& lock, const TextFiles& files);

}  // namespace lock
}  // namespace goset
