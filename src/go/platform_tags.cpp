#include "goset/go/platform_tags.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>

namespace goset::platform_tags {
namespace {

// Go's internal/syslist. Words are never removed there; a new one changes what a file name means.
constexpr std::string_view oses[] = {
    "aix",   "android", "darwin", "dragonfly", "freebsd", "hurd",    "illumos", "ios",     "js",
    "linux", "nacl",    "netbsd", "openbsd",   "plan9",   "solaris", "wasip1",  "windows", "zos"};
constexpr std::string_view not_unix[] = {"js", "nacl", "plan9", "wasip1", "windows", "zos"};
constexpr std::string_view arches[] = {
    "386",     "amd64",  "amd64p32", "arm",       "arm64",       "arm64be", "armbe",   "loong64",
    "mips",    "mips64", "mips64le", "mips64p32", "mips64p32le", "mipsle",  "ppc",     "ppc64",
    "ppc64le", "riscv",  "riscv64",  "s390",      "s390x",       "sparc",   "sparc64", "wasm"};

// What a release sets by default: the lowest level of each architecture (internal/buildcfg's
// gogoarchTags over the defaults of cmd/dist), from Go 1.`first` on.
struct LevelTag {
  std::string_view tag;
  int first = 0;
};
constexpr LevelTag level_tags[] = {{"386.sse2"},
                                   {"amd64.v1"},
                                   {"arm.5"},
                                   {"arm.6"},
                                   {"arm.7"},
                                   {"arm64.v8.0"},
                                   {"mips.hardfloat"},
                                   {"mipsle.hardfloat"},
                                   {"mips64.hardfloat"},
                                   {"mips64le.hardfloat"},
                                   {"ppc64.power8"},
                                   {"ppc64le.power8"},
                                   {"riscv64.rva20u64"},
                                   {"wasm.satconv", 26},
                                   {"wasm.signext", 26}};

// Experiments that are on by default, from Go 1.`first` to 1.`last` (internal/buildcfg/exp.go of
// the releases 1.24, 1.25 and 1.26). An older toolchain is taken for a 1.24, a newer one for
// a 1.26.
enum class Where { everywhere, register_abi, byte_exchange, dwarf5 };
struct Experiment {
  std::string_view name;
  int first;
  int last;
  Where where = Where::everywhere;
};
constexpr int oldest_known = 24;
constexpr int newest_known = 26;
constexpr Experiment experiments[] = {{"regabiwrappers", 24, 26, Where::register_abi},
                                      {"regabiargs", 24, 26, Where::register_abi},
                                      {"coverageredesign", 24, 24},
                                      {"spinbitmutex", 24, 24, Where::byte_exchange},
                                      {"aliastypeparams", 24, 25},
                                      {"swissmap", 24, 25},
                                      {"synchashtriemap", 24, 25},
                                      {"dwarf5", 25, 26, Where::dwarf5},
                                      {"randomizedheapbase64", 26, 26},
                                      {"greenteagc", 26, 26}};
constexpr std::string_view register_abi_arches[] = {"amd64",   "arm64",   "loong64", "ppc64",
                                                    "ppc64le", "riscv64", "s390x"};
constexpr std::string_view byte_exchange_arches[] = {"386",   "amd64", "arm",
                                                     "arm64", "ppc64", "ppc64le"};
constexpr std::string_view no_dwarf5_oses[] = {"aix", "darwin", "ios"};

template <std::size_t N>
bool one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool holds(Where where, std::string_view os, std::string_view arch) {
  switch (where) {
    case Where::everywhere:
      return true;
    case Where::register_abi:
      return one_of(arch, register_abi_arches);
    case Where::byte_exchange:
      return one_of(arch, byte_exchange_arches);
    case Where::dwarf5:
      return !one_of(os, no_dwarf5_oses);
  }
  return false;
}

bool is_default_experiment(std::string_view name, std::string_view os, std::string_view arch,
                           int go_minor) {
  const int minor = std::clamp(go_minor, oldest_known, newest_known);
  return std::any_of(std::begin(experiments), std::end(experiments),
                     [&](const Experiment& experiment) {
                       return experiment.name == name && experiment.first <= minor &&
                              minor <= experiment.last && holds(experiment.where, os, arch);
                     });
}

bool is_default_level(std::string_view tag, std::string_view arch, int go_minor) {
  return tag.substr(0, tag.find('.')) == arch &&
         std::any_of(std::begin(level_tags), std::end(level_tags), [&](const LevelTag& level) {
           return level.tag == tag && level.first <= go_minor;
         });
}

// release_of returns N of the tag "go1.N"; nullopt for other tags.
std::optional<int> release_of(std::string_view tag) {
  constexpr std::string_view prefix = "go1.";
  if (!tag.starts_with(prefix)) return std::nullopt;
  const std::string_view number = tag.substr(prefix.size());
  int n = 0;
  const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), n);
  const bool whole = fault == std::errc() && end == number.data() + number.size();
  if (!whole || number.front() == '-' || number.front() == '0') return std::nullopt;
  return n;
}

// os_has reports whether the GOOS or family tag `tag` holds on `os`.
bool os_has(std::string_view os, std::string_view tag) {
  if (tag == os) return true;
  if (tag == "unix") return is_unix_os(os);
  return (os == "android" && tag == "linux") || (os == "illumos" && tag == "solaris") ||
         (os == "ios" && tag == "darwin");
}

}  // namespace

bool known_os(std::string_view word) {
  return one_of(word, oses);
}
bool known_arch(std::string_view word) {
  return one_of(word, arches);
}
bool is_unix_os(std::string_view os) {
  return known_os(os) && !one_of(os, not_unix);
}

std::optional<bool> has(std::string_view tag, std::string_view os, std::string_view arch, bool cgo,
                        int go_minor) {
  constexpr std::string_view experiment_prefix = "goexperiment.";
  if (tag == "cgo") return cgo;
  if (tag == "gc") return true;
  if (tag == "gccgo") return false;
  if (tag == "unix" || known_os(tag)) return os_has(os, tag);
  if (known_arch(tag)) return tag == arch;
  if (tag == "boringcrypto") return false;  // an old name of goexperiment.boringcrypto
  if (tag.starts_with(experiment_prefix)) {
    return is_default_experiment(tag.substr(experiment_prefix.size()), os, arch, go_minor);
  }
  if (const std::optional<int> release = release_of(tag)) return *release <= go_minor;
  const std::size_t dot = tag.find('.');
  if (dot != std::string_view::npos && known_arch(tag.substr(0, dot))) {
    return is_default_level(tag, arch, go_minor);
  }
  return std::nullopt;
}

}  // namespace goset::platform_tags
