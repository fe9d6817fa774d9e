#pragma once

#include <optional>
#include <string_view>

// The build tags that a platform and a toolchain decide.
namespace goset::platform_tags {

// known_os and known_arch report whether Go knows the word at all (go/build's syslist), and
// is_unix_os whether the tag `unix` holds there.
bool known_os(std::string_view word);
bool known_arch(std::string_view word);
bool is_unix_os(std::string_view os);

// has answers for the tags that a platform decides by itself: GOOS and GOARCH words
// and what they imply, `unix`, `cgo`, `gc`, `gccgo`, `go1.1` ... `go1.<minor>`, and the tool tags
// that a release sets by default for that platform (`goexperiment.*`, `amd64.v1`, `arm64.v8.0`).
// nullopt for other (custom) tags. `go_minor` is N of the toolchain's 1.N.
std::optional<bool> has(std::string_view tag, std::string_view os, std::string_view arch, bool cgo,
                        int go_minor);

}  // namespace goset::platform_tags
