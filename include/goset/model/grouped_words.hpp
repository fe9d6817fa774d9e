#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// Lists of import paths and directories, as goset.lock and go-packages.nix write them: words between
// blanks, in which neighbours that begin alike are put together as a shell's braces do.
//
//    net{,/http,/url} os/exec        net, net/http, net/url and os/exec
//    go/{ast,build/constraint}       go/ast and go/build/constraint
//
// A group ends its word, and may hold groups. What follows a comma may be on another line.
namespace grouped_words {

// is_plain reports whether a word can be written so: it is not empty, and has no blank, brace, comma,
// quote, backslash or control character.
bool is_plain(std::string_view word);

// words returns the words of a list; expanded, they give it in its order. Elements of a path before
// `whole` are not taken apart: with 2, "github.com/a/b github.com/c" stay apart.
std::vector<std::string> words(std::span<const std::string> list, std::size_t whole = 0);

// lines sets these words on lines of at most `width` columns, of which the first has `used` less. A
// word that is longer than a line is broken behind commas.
std::vector<std::string> lines(const std::vector<std::string>& words, std::size_t width,
                               std::size_t used = 0);

// expand calls `use` with what each word stands for. Returns false for a text that is not such a
// list; `use` was then called for some of it.
bool expand(std::string_view text, const std::function<void(std::string_view)>& use);

}  // namespace grouped_words
}  // namespace goset
