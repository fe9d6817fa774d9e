#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "goset/facts/module_scan.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/model/module_names.hpp"

// The file in which the facts of one module zip are cached. It depends on neither platforms nor
// toolchain. Fixed numbers are little-endian; N stands for a packed number (seven bits a byte, the
// lowest first, the eighth bit set where more follow), TEXT for N and as many bytes.
//
//     file     = "gosetfct" FORMAT(u32) SCANNER(u32) H1(32 bytes) NAR(32 bytes) UNPACKED(u64)
//                SECTIONS(u32) CRC32(u32) { TAG(4 bytes) CRC32(u32) SIZE(u64) } { contents }
//     "modv"   = PATH@VERSION
//     "when"   = N { TEXT }                     constraints, as BuildConstraint::str prints them
//     "imps"   = N { TEXT }                     import paths, sorted
//     "pkgs"   = N(packages) N(edges in all) N(named in all) { package }
//     package  = TEXT(directory) when N { import when } N { when }     see ModuleScan::Package
//     "lics"   = TEXT(expression) N { TEXT(directory) TEXT(expression) } N { TEXT(file) }     see License
//     "file"   = N(directories) { TEXT(directory) N { file } }
//     file     = TEXT(name) flags when N { import } [ TEXT(package) ] [ N { TEXT(cgo tag) } ]
//                [ TEXT(fault) ]
//     flags    = 1 test | 2 another package name than the file before | 4 cgo tags | 8 fault
//     "othr"   = N { TEXT(directory) N { when } }     constraints of files of other languages
//     "text"   = TEXT(go.mod) TEXT(go.sum) TEXT(go.work) TEXT(go.work.sum)
//     "name"   = see packed_names.hpp
//     import   = N, a place in "imps";  when = N, a place in "when"
//
// Of "file" and "name", which are large, the contents are N(their size) and then a raw DEFLATE stream
// of them.
//
// The first CRC32 covers what is before it and the table of sections, the others one section each:
// so "modv" to "lics", which come first and are all that resolution asks for, are read alone. It
// is a CRC and not a SHA-256 because it is there for damage, not for malice: whoever can write this
// file can write a matching checksum too. Sections with an unknown tag are skipped. A file that is
// damaged or has another FORMAT or SCANNER counts for nothing, and is written anew.
namespace goset::fact_file {

// scanner_version counts up whenever imports::scan_all, names, licenses, build_constraint or module_zip would
// find something else in the same zip than before.
inline constexpr std::uint32_t scanner_version = 4;

// encode returns the contents of the file for what one pass over the zip of `module`
// ("PATH@VERSION") found.
std::string encode(std::string_view module, const ZipFacts& facts);

// head_size returns how many bytes at the begin of a file `decode` needs; nullopt where `begin` is
// not the begin of one, or too little of it: first_bytes are always enough.
inline constexpr std::size_t first_bytes = 4096;
std::optional<std::size_t> head_size(std::string_view begin);

// decode reads the packages; nullopt for what is damaged, of another version or of another module.
std::optional<ModuleScan> decode(std::string_view module, std::shared_ptr<const char[]> bytes,
                                 std::size_t size);

// decode_names reads the names, from the whole file.
std::optional<ModuleNames> decode_names(std::string_view module, std::string_view bytes);

// decode_all reads back what encode was given but for the names, from the whole file, of which no
// part is damaged.
std::optional<ZipFacts> decode_all(std::string_view module, std::string_view bytes);

// decode_texts reads go.mod, go.sum and the like, the licence and the hashes: nothing of packages. `read` returns
// as many bytes of the file from an offset, empty if it can't.
using ReadAt = std::function<std::string(std::uint64_t offset, std::uint64_t size)>;
std::optional<ZipFacts> decode_texts(std::string_view module, std::string_view begin,
                                     const ReadAt& read);

}  // namespace goset::fact_file
