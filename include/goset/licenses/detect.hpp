#pragma once

#include <string>
#include <string_view>
#include <vector>

// Which licences a text holds, by the identifiers of the SPDX list (https://spdx.org/licenses).
namespace goset::licenses {

// most_bytes is how much of a file is looked at: far above any licence.
inline constexpr std::size_t most_bytes = 1 << 20;

enum class FileKind {
  none,
  license,  // by its name, it holds a licence
  notice    // it may repeat one, and may as well hold none: NOTICE, COPYRIGHT
};

// file_kind tells by the name of a file, without directories: LICENSE, LICENCE.md, COPYING,
// LICENSE-MIT, MIT-LICENSE.txt, UNLICENSE and so on, in any case of letters.
FileKind file_kind(std::string_view name);

// found_in returns the licences whose whole text is in a text, sorted, each once: an identifier, or
// "ID WITH EXCEPTION". Of a text that any version of the GNU licences may stand behind the identifier is that
// of the version alone ("-only"), since nothing in it says more. Empty if nothing is recognised.
std::vector<std::string> found_in(std::string_view text);

}  // namespace goset::licenses
